import HTTPTypes
import Kernel
import Testing

@testable import Web

private struct Order: Input {
  let item: String
  init(from input: inout InputReader) throws { item = input.required("item", .text(1...20)) }
}

struct IdempotencyTests {
  private let calls = Calls()
  private let web: WebHarness

  init() {
    let calls = calls
    web = WebHarness([
      .api(
        .post, "/orders", "Order", tag: "T", .signedIn, body: Order.self, answer: Echo.self, status: .created,
        idempotent: true
      ) { _, order in
        let number = calls.next()
        if order.item == "slow" { try await Task.sleep(for: .milliseconds(300)) }
        if order.item == "broken" { throw Problem(.unavailable) }
        if order.item == "lost", number == 1 { throw MemoryIdempotencyStore.Lost() }
        if order.item == "gone" { throw MemoryIdempotencyStore.Lost() }
        if order.item == "declined" { throw Problem(.paymentDeclined) }
        return Echo(text: "\(order.item) \(number)")
      }
    ])
  }

  private func order(_ item: String, key: String?) async -> Web.Response {
    var headers: HTTPFields = WebHarness.bearer
    headers[.idempotencyKey] = key
    return await web.send(.post, "/api/v1/orders", headers, json: #"{"item":"\#(item)"}"#)
  }

  @Test func theSameRequestGetsTheSameAnswer() async {
    let first = await order("a", key: "k1")
    let again = await order("a", key: "k1")
    #expect(first.status == .created && again.status == .created)
    #expect(first.text == again.text && calls.count == 1)
    #expect(again.headers[.idempotentReplay] == "true")
    #expect(again.headers[.contentType] == "application/json")
    #expect(await order("a", key: "k2").json["text"] == "a 2")
    #expect(await order("a", key: nil).json["text"] == "a 3")
  }

  @Test func anotherContentIsRefused() async {
    _ = await order("a", key: "k")
    let other = await order("b", key: "k")
    #expect(other.status.code == 422 && other.code == "idempotency-mismatch")
    #expect(calls.count == 1)
  }

  @Test func refusalsByTheStateOfThingsAreKept() async {
    #expect(await order("declined", key: "k").status.code == 402)
    #expect(await order("declined", key: "k").status.code == 402)
    #expect(calls.count == 1)
  }

  @Test func failuresMayBeTriedAgain() async {
    #expect(await order("broken", key: "k").status.code == 503)
    #expect(await order("broken", key: "k").status.code == 503)
    #expect(calls.count == 2)
    #expect(await order("", key: "e").status.code == 422)
    #expect(await order("fixed", key: "e").status.code == 201)
  }

  @Test func anUnknownOutcomeIsLookedUp() async {
    let found = await order("lost", key: "k")
    #expect(found.status == .created && found.json["text"] == "lost 2")
    #expect(await order("lost", key: "k").text == found.text)
  }

  @Test func whatStaysUnknownIsToBeSentAgain() async {
    let unknown = await order("gone", key: "k")
    #expect(unknown.status.code == 503 && unknown.headers[.retryAfter] == "1")
    #expect(await order("b", key: "k").status == .created)
  }

  @Test func keysAreChecked() async {
    #expect(await order("a", key: String(repeating: "x", count: 256)).code == "invalid-input")
    #expect(await order("a", key: "with space").code == "invalid-input")
  }

  @Test func onlyOneOfManyRuns() async {
    let statuses = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<32 { group.addTask { await order("slow", key: "same").status.code } }
      return await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    }
    #expect(calls.count == 1)
    #expect((statuses[201] ?? 0) >= 1 && (statuses[201] ?? 0) + (statuses[409] ?? 0) == 32)
    #expect(await order("slow", key: "same").json["text"] == "slow 1")
  }
}
