import Foundation
import Kernel
import Testing

@testable import Gateways

@Suite struct HTTPClientTests {
  private func client(_ change: (inout HTTPClientSettings) -> Void = { _ in }) -> HTTPClient {
    var settings = HTTPClientSettings()
    settings.threads = 1
    change(&settings)
    return HTTPClient(settings)
  }

  /// What a call is refused with; `nil` when it isn't.
  private func error(_ call: () async throws -> HTTPClientAnswer) async -> HTTPClientError? {
    do {
      _ = try await call()
      return nil
    } catch let error as HTTPClientError {
      return error
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  @Test func getsAndReadsAnswers() async throws {
    let server = try HTTPListener { _ in
      HTTPListener.response("203 Fine", ["X-Color: red", "Content-Type: application/json"], #"{"a": [1]}"#)
    }
    defer { server.stop() }
    let client = client()
    let answer = try await client.get("\(server.url)/a?b=c", [.bearer("secret"), .init("X-Own", "ö")])
    #expect(answer.status == 203 && answer.isSuccess)
    #expect(answer["x-color"] == "red")
    #expect(try answer.json() == .object(["a": .array([.integer(1)])]))
    let heard = try #require(server.requests.first)
    #expect(heard.line == "GET /a?b=c HTTP/1.1")
    #expect(heard.field("Authorization") == "Bearer secret")
    #expect(heard.field("X-Own") == "ö")
    #expect(heard.field("User-Agent") == "Souk")
  }

  @Test func postsFormsAndJSON() async throws {
    let server = try HTTPListener { _ in HTTPListener.response() }
    defer { server.stop() }
    let client = client()
    let form = [(name: "a b", value: "1&2=ä"), (name: "c", value: "")]
    _ = try await client.post(server.url, form: form, [.basic(user: "u", password: "p")])
    _ = try await client.post(server.url, json: .object(["a": .null]))
    let heard = server.requests
    #expect(heard[0].line.hasPrefix("POST / "))
    #expect(heard[0].body == "a%20b=1%262%3D%C3%A4&c=")
    #expect(heard[0].field("Content-Type") == "application/x-www-form-urlencoded")
    #expect(heard[0].field("Authorization") == "Basic dTpw")
    #expect(heard[1].body == #"{"a":null}"#)
    #expect(heard[1].field("Content-Type") == "application/json")
  }

  @Test func followsOnlyAsManyRedirectsAsAllowed() async throws {
    let server = try HTTPListener { request in
      request.line.contains("/end")
        ? HTTPListener.response("200 OK", ["X-End: yes"], "there")
        : HTTPListener.response(
          "302 Found", ["Location: \(request.line.contains("/loop") ? "/loop" : "/end")"])
    }
    defer { server.stop() }
    let stays = try await client().get("\(server.url)/begin")
    #expect(stays.status == 302 && stays["Location"] == "/end")
    let follows = client { $0.maximumRedirects = 2 }
    let ended = try await follows.get("\(server.url)/begin")
    #expect(ended.status == 200 && ended.body == Array("there".utf8) && ended["Location"] == nil)
    #expect(await error { try await follows.get("\(server.url)/loop") } == .tooManyRedirects)
  }

  @Test func answersHaveABound() async throws {
    let server = try HTTPListener { request in
      HTTPListener.response(
        "200 OK", [], String(repeating: "x", count: request.line.contains("big") ? 1001 : 1000))
    }
    defer { server.stop() }
    let client = client { $0.maximumAnswerBytes = 1000 }
    #expect(try await client.get("\(server.url)/small").body.count == 1000)
    #expect(await error { try await client.get("\(server.url)/big") } == .tooLarge)
    // The handle is good for the next call.
    #expect(try await client.get("\(server.url)/small").body.count == 1000)
  }

  @Test func givesUpAfterItsTime() async throws {
    let server = try HTTPListener { _ in
      Thread.sleep(forTimeInterval: 3)
      return HTTPListener.response()
    }
    defer { server.stop() }
    let client = client { $0.timeoutSeconds = 1 }
    #expect(await error { try await client.get(server.url) } == .timedOut)
  }

  @Test func saysWhyThereIsNoConnection() async throws {
    let server = try HTTPListener { _ in HTTPListener.response() }
    defer { server.stop() }
    let client = client()
    // The name is reserved to be nobody's (RFC 6761).
    guard
      case .unreachable(let words)? = await error({
        try await client.get("http://nobody.invalid/secret", [.bearer("secret")])
      })
    else {
      Issue.record("reached nobody.invalid")
      return
    }
    #expect(!words.contains("secret"))
    // No TLS is spoken there.
    guard case .notTrusted? = await error({ try await client.get("https://127.0.0.1:\(server.port)/") })
    else {
      Issue.record("took plain text for TLS")
      return
    }
  }

  @Test func refusesWhatIsNoRequest() async throws {
    let client = client()
    for url in ["file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1", "", "http://127.0.0.1/\r\nX: y"] {
      #expect(await error { try await client.get(url) } == .badRequest, "\(url)")
    }
    #expect(await error { try await client.get("http://127.0.0.1", [.bearer("a\r\nX: y")]) } == .badRequest)
  }

  @Test func inwardAddressesCanBeRefused() async throws {
    let server = try HTTPListener { request in
      HTTPListener.response("302 Found", ["Location: http://127.0.0.1:1/"])
    }
    defer { server.stop() }
    let outward = client { $0.onlyPublicAddresses = true }
    let names = ["127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]"]
    for name in names {
      let refused = await error { try await outward.get("http://\(name):\(server.port)/") }
      #expect(refused == .addressNotAllowed, "\(name)")
    }
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [
    ("8.8.8.8", true), ("1.1.1.1", true), ("172.32.0.1", true), ("10.1.2.3", false), ("127.0.0.1", false),
    ("169.254.169.254", false), ("172.16.0.1", false), ("172.31.255.255", false), ("192.168.1.1", false),
    ("100.64.0.1", false), ("0.0.0.0", false), ("224.0.0.1", false), ("255.255.255.255", false),
    ("2606:4700::1111", true), ("::1", false), ("::", false), ("fe80::1", false), ("fd00::1", false),
    ("::ffff:10.0.0.1", false), ("::ffff:8.8.8.8", true), ("64:ff9b::7f00:1", false),
    ("2002:7f00:1::", false),
    ("2001:db8::1", false), ("2001::1", false), ("ff02::1", false),
  ])
  func knowsPublicAddresses(_ text: String, _ isPublic: Bool) throws {
    var bytes = [UInt8](repeating: 0, count: 16)
    let family = text.contains(":") ? AF_INET6 : AF_INET
    try #require(inet_pton(family, text, &bytes) == 1)
    #expect(PublicAddress.isPublic(Array(bytes.prefix(family == AF_INET ? 4 : 16))) == isPublic)
  }
}
