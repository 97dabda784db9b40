import Foundation
import Kernel
import Testing

@testable import Web

/// What clients send wrong below the level of contents is their fault, and answered as that.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ClientFaultTests {
  private static let routes: [Route] = [
    .page(.get, "/hello", .anyone) { request in .text("hello") },
    .api(.post, "/echo", "Echo", tag: "T", .anyone, answer: Echo.self, bodyKind: .any) {
      Echo(text: "\($0.content.count) bytes")
    },
  ]

  private func answer(_ request: String, finishes: Bool = false) async throws -> String {
    var answer = ""
    try await withServer(Self.routes) { port, _ in
      let connection = try await RawConnection(port)
      await connection.send(request)
      if finishes { connection.finish() }
      answer = await connection.receiveAll()
      connection.close()
    }
    return answer
  }

  private func post(_ fields: String, _ content: String) -> String {
    """
    POST /api/v1/echo HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: none\r\nContent-Type: text/plain\r\n\
    \(fields)\r\n\r\n\(content)
    """
  }

  @Test(arguments: [
    ("chunk size", "zz\r\nabc\r\n0\r\n\r\n"), ("chunk that is longer", "2\r\nabc\r\n0\r\n\r\n"),
    ("trailer", "3\r\nabc\r\n0\r\nno trailer \u{1}\r\n\r\n"),
    ("huge chunk size", "ffffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
  ]) func aBadChunkIs400(_ fault: String, _ content: String) async throws {
    let answer = try await answer(post("Transfer-Encoding: chunked", content))
    #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(fault): \(answer)")
    #expect(answer.contains("malformed-request") && answer.contains("application/problem+json"), "\(fault)")
    #expect(answer.lowercased().contains("connection: close"))
    #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2, "one answer")
  }

  @Test func aContentThatBreaksOffIs400() async throws {
    for (fields, content) in [
      ("Transfer-Encoding: chunked", "3\r\nabc\r\n"), ("Transfer-Encoding: chunked", "5\r\nab"),
      ("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n"), ("Content-Length: 10", "abc"),
    ] {
      let answer = try await answer(post(fields, content), finishes: true)
      #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(fields) \(content): \(answer)")
      #expect(answer.contains("malformed-request"))
    }
    let whole = try await answer(
      post("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\nX-A: b\r\n\r\n"), finishes: true)
    #expect(whole.hasPrefix("HTTP/1.1 200 ") && whole.contains("3 bytes"))
  }

  @Test(arguments: ["/hello", "/api/v1/nothing", "/health/ready", "/ping"])
  func aRequestNamesOneHost(_ path: String) async throws {
    for hosts in [
      "", "Host: a\r\nHost: b\r\n", "Host: a\r\nHost: a\r\n", "Host: a, b\r\n", "Host: a/b\r\n",
      "Host: me@a\r\n",
    ] {
      let answer = try await answer("GET \(path) HTTP/1.1\r\n\(hosts)Connection: close\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(hosts): \(answer)")
    }
  }

  @Test func whoMayLeaveTheHostOutIsAnswered() async throws {
    let old = try await answer("GET /hello HTTP/1.0\r\n\r\n")
    #expect(old.contains(" 200 ") && old.hasSuffix("hello"))
    for host in ["Host:", "Host: [::1]:8080", "Host: a.example:80"] {
      let answer = try await answer("GET /hello HTTP/1.1\r\n\(host)\r\nConnection: close\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(host): \(answer)")
    }
    // Two versions on one connection: the first one's exception is not the second one's.
    let both = try await answer(
      "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /hello HTTP/1.1\r\nConnection: close\r\n\r\n",
      finishes: true)
    #expect(!both.contains("HTTP/1.1 200 OK\r\n") || both.contains(" 400 "))
  }
}
