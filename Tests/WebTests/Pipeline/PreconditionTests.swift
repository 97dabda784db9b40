import HTTPTypes
import Kernel
import Synchronization
import Testing

@testable import Web

/// What a thing is and how often it was removed.
private final class Thing: Sendable {
  private let state = Mutex((name: "first", removals: 0))

  var name: String { state.withLock { $0.name } }
  var removals: Int { state.withLock { $0.removals } }

  func rename(_ name: String) { state.withLock { $0.name = name } }
  func remove() { state.withLock { $0.removals += 1 } }
}

/// A change that names a state is made for no other, on every route that something shows.
struct PreconditionTests {
  private let thing = Thing()

  private var web: WebHarness {
    let thing = thing
    return WebHarness([
      .api(.get, "/things/{thing}", "Show", tag: "T", .anyone, answer: Echo.self) { request in
        guard try request.parameter("thing") == "one" else { throw Problem(.notFound) }
        return Echo(text: thing.name)
      },
      .api(.delete, "/things/{thing}", "Remove", tag: "T", .signedIn, answer: NoContent.self) { _ in
        thing.remove()
        return NoContent()
      },
      .api(.post, "/things/{thing}", "Remove again", tag: "T", .signedIn, answer: Echo.self, idempotent: true)
      { _ in
        thing.remove()
        return Echo(text: "\(thing.removals)")
      },
      .api(.get, "/choice", "Show", tag: "T", .anyone, answer: Echo.self, problems: [.notFound]) { _ in
        guard thing.name != "first" else { throw Problem(.notFound) }
        return Echo(text: thing.name)
      },
      .api(.put, "/choice", "Choose", tag: "T", .signedIn, answer: NoContent.self) { _ in
        thing.rename("chosen")
        return NoContent()
      },
      .api(.get, "/secrets/{thing}", "Show", tag: "T", .admin(.site), answer: Echo.self) { _ in
        Echo(text: "x")
      },
      .api(.delete, "/secrets/{thing}", "Remove", tag: "T", .signedIn, answer: NoContent.self) { _ in
        NoContent()
      },
      .api(.delete, "/unseen/{thing}", "Remove", tag: "T", .signedIn, answer: NoContent.self) { _ in
        NoContent()
      },
    ])
  }

  private func send(
    _ web: WebHarness, _ method: HTTPMethod, _ path: String, ifMatch: String?, key: String? = nil
  ) async -> Web.Response {
    var headers = WebHarness.bearer
    headers[.ifMatch] = ifMatch
    headers[.idempotencyKey] = key
    return await web.send(method, "/api/v1\(path)", headers, json: "")
  }

  @Test("Nothing is removed for a state that is gone")
  func aStateThatIsGone() async throws {
    let web = web
    let seen = try #require(await web.get("/api/v1/things/one").headers[.eTag])
    thing.rename("second")
    for tag in [seen, "\"other\"", "W/\(seen)", "none"] {
      let refused = await send(web, .delete, "/things/one", ifMatch: tag)
      #expect(refused.status.code == 412 && refused.code == "precondition-failed", "\(tag)")
    }
    #expect(await send(web, .delete, "/things/two", ifMatch: seen).status.code == 404)
    #expect(thing.removals == 0)
    let now = try #require(await web.get("/api/v1/things/one").headers[.eTag])
    for tag in [now, "\(seen), \(now)", "*", nil] {
      #expect(await send(web, .delete, "/things/one", ifMatch: tag).status.code == 204)
    }
    #expect(thing.removals == 4)
    // What nothing shows has no state, and what one may not see is not told.
    #expect(await send(web, .delete, "/unseen/one", ifMatch: seen).status.code == 204)
    #expect(await send(web, .delete, "/secrets/one", ifMatch: seen).status.code == 403)
  }

  @Test("A change that never finds nothing is refused where nothing was seen yet")
  func nothingYet() async throws {
    let web = web
    for tag in ["*", "\"any\""] {
      let refused = await send(web, .put, "/choice", ifMatch: tag)
      #expect(refused.status.code == 412 && refused.code == "precondition-failed")
    }
    #expect(thing.name == "first")
    #expect(await send(web, .put, "/choice", ifMatch: nil).status.code == 204)
    let seen = try #require(await web.get("/api/v1/choice").headers[.eTag])
    #expect(await send(web, .put, "/choice", ifMatch: seen).status.code == 204)
  }

  @Test("What was done is answered again, whatever the state is by then")
  func aRepetition() async throws {
    let web = web
    let seen = try #require(await web.get("/api/v1/things/one").headers[.eTag])
    #expect(await send(web, .post, "/things/one", ifMatch: seen, key: "k").json["text"] == "1")
    thing.rename("second")
    let again = await send(web, .post, "/things/one", ifMatch: seen, key: "k")
    #expect(again.json["text"] == "1" && again.headers[.idempotentReplay] == "true")
    #expect(await send(web, .post, "/things/one", ifMatch: seen, key: "other").status.code == 412)
    #expect(thing.removals == 1)
  }
}
