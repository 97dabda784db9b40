import HTTPTypes
import Kernel
import Synchronization
import Testing

@testable import Web

private final class MovingTime: Sendable {
  private let value = Atomic<Int64>(0)
  var clock: Clock { Clock { Timestamp(milliseconds: self.value.load(ordering: .relaxed)) } }
  func pass(seconds: Int64) { value.wrappingAdd(seconds * 1000, ordering: .relaxed) }
}

struct RateLimitTests {
  @Test func bucketsRunDryAndFillAgain() async {
    let time = MovingTime()
    let buckets = TokenBuckets(rates: [.signIn: Rate(burst: 2, perMinute: 6)], clock: time.clock)
    #expect(await buckets.take(.signIn, subject: "a").remaining == 1)
    #expect(await buckets.take(.signIn, subject: "a").isAllowed)
    let refused = await buckets.take(.signIn, subject: "a")
    #expect(!refused.isAllowed && refused.retryAfterSeconds == 10)
    #expect(await buckets.take(.signIn, subject: "b").isAllowed)
    #expect(await buckets.take(.write, subject: "a").isAllowed)
    time.pass(seconds: 10)
    #expect(await buckets.take(.signIn, subject: "a").isAllowed)
    #expect(await !buckets.take(.signIn, subject: "a").isAllowed)
  }

  @Test func clientsAreToldToWait() async {
    let buckets = TokenBuckets(
      rates: [.write: Rate(burst: 1, perMinute: 1)], clock: MovingTime().clock)
    let routes: [Route] = [
      .api(.post, "/things", "Make", tag: "T", .anyone, answer: NoContent.self) { _ in NoContent() },
      .page(.post, "/things", .anyone) { _ in .redirect(to: "/") },
    ]
    let web = WebHarness(routes, limiter: buckets, limitsRates: true)
    let first = await web.send(.post, "/api/v1/things", json: "")
    #expect(first.status == .noContent && first.headers[.rateLimitRemaining] == "0")
    let second = await web.send(.post, "/api/v1/things", json: "")
    #expect(second.status.code == 429 && second.code == "too-many-requests")
    #expect(second.headers[.retryAfter] == "60" && second.headers[.rateLimitLimit] == "1")
    let page = await web.send(.post, "/things")
    #expect(page.status.code == 429 && page.headers[.retryAfter] == "60")
    let free = WebHarness(routes, limiter: buckets)
    #expect(await free.send(.post, "/api/v1/things", json: "").status == .noContent)
  }

  @Test func manyClientsDoNotFillMemory() async {
    let time = MovingTime()
    let buckets = TokenBuckets(rates: [.general: Rate(burst: 1, perMinute: 60)], clock: time.clock)
    for number in 0..<100_000 {
      if number % 1000 == 0 { time.pass(seconds: 2) }
      _ = buckets.takeNow(.general, subject: String(number))
    }
    #expect(buckets.count < 100_000)
  }

  @Test(.timeLimit(.minutes(1))) func manyClientsAtOnceDoNotMakeEveryRequestSweep() async {
    let time = MovingTime()
    let buckets = TokenBuckets(rates: [.signUp: Rate(burst: 2, perMinute: 1)], clock: time.clock)
    for number in 0..<150_000 { _ = buckets.takeNow(.signUp, subject: String(number)) }
    #expect(buckets.count == 150_000, "none of them is full again")
    time.pass(seconds: 600)
    for number in 0..<300_000 { _ = buckets.takeNow(.signUp, subject: "later \(number)") }
    #expect(buckets.count < 350_000, "a sweep comes in the end")
  }
}
