import Foundation
import Kernel
import Synchronization
import Testing

@testable import Web

/// What a raw connection answered; reads to the end of the connection.
private func exchange(_ port: Int, _ request: String) async -> String {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: blockingExchange(port, request)) }
  }
}

private func blockingExchange(_ port: Int, _ request: String) -> String {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  let connected = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard connected == 0 else { return "refused" }
  let bytes = Array(request.utf8)
  guard write(descriptor, bytes, bytes.count) == bytes.count else { return "not written" }
  var answer: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
    answer += buffer.prefix(count)
  }
}

@Suite(.serialized)
struct ServerTests {
  private static let slowCalls = Calls()
  private static let routes: [Route] = [
    .page(.get, "/hello", .anyone) { _ in .text("hello") },
    .page(.get, "/slow", .anyone) { _ in
      slowCalls.next()
      try await Task.sleep(for: .milliseconds(500))
      return .text("finished")
    },
    .page(.get, "/stream", .anyone) { _ in
      Response(
        headers: [.contentType: "text/plain"],
        body: .stream(length: nil) { writer in
          for number in 1...3 { try await writer.write(Array("piece \(number)\n".utf8)) }
        })
    },
    .api(
      .post, "/notes", "Note", tag: "T", .anyone, answer: Echo.self, maximumBodyBytes: 1000, bodyKind: .any
    ) {
      Echo(text: "\($0.content.count) bytes from \($0.client)")
    },
  ]

  private func serving(_ body: (Int, WebServer) async throws -> Void) async throws {
    try await withRunningServer(Self.routes) { port, _, server in try await body(port, server) }
  }

  private func get(_ path: String, _ port: Int) async -> String {
    await exchange(port, "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
  }

  @Test func answersOverSockets() async throws {
    try await serving { port, _ in
      let answer = await get("/hello", port)
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\nhello"))
      let keptAlive = await exchange(
        port,
        "GET /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(keptAlive.contains("hello") && keptAlive.hasSuffix("pong"))
      let streamed = await get("/stream", port)
      #expect(streamed.contains("piece 1\n") && streamed.contains("piece 3\n"))
      let head = await exchange(port, "HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(head.lowercased().contains("content-length: 5") && head.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func contentsAreCollectedUpToTheLimit() async throws {
    try await serving { port, _ in
      func post(_ count: Int, _ more: String = "") async -> String {
        await exchange(
          port,
          "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: text/plain\r\n\(more)"
            + "Content-Length: \(count)\r\n\r\n" + String(repeating: "x", count: count))
      }
      #expect(await post(1000).contains("1000 bytes from 127.0.0.1"))
      #expect(await post(1001).hasPrefix("HTTP/1.1 413"))
      #expect(await post(3_000_000).hasPrefix("HTTP/1.1 413"))
      #expect(await post(5, "Expect: 100-continue\r\n").hasPrefix("HTTP/1.1 100 Continue"))
      let chunks =
        "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
      let long =
        String(repeating: "400\r\n\(String(repeating: "y", count: 1024))\r\n", count: 3) + "0\r\n\r\n"
      #expect(await exchange(port, chunks + long).hasPrefix("HTTP/1.1 413"))
    }
  }

  @Test func headsAreLimited() async throws {
    try await serving { port, _ in
      let long = String(repeating: "x", count: 100_000)
      let answer = await exchange(port, "GET /hello HTTP/1.1\r\nHost: a\r\nX-Long: \(long)\r\n\r\n")
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"))
      #expect(await get("/hello", port).hasSuffix("hello"))
    }
  }

  @Test func shutdownFinishesWhatWasAccepted() async throws {
    try await serving { port, server in
      async let slow = get("/slow", port)
      while Self.slowCalls.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
      await server.shutdown()
      #expect(await slow.hasSuffix("finished"))
      try await Task.sleep(for: .milliseconds(100))
      #expect(await get("/hello", port) == "refused")
    }
  }

  @Test func logsOneLineWithoutSecrets() async throws {
    let pipe = Pipe()
    let writer = LogWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    var services = WebServices(
      sessions: MemorySessions(), shops: MemoryShops(), idempotency: MemoryIdempotencyStore(),
      log: RequestLog(writer: writer, level: .info))
    services.errorPage = PlainErrorPage.render
    let application = WebApplication(
      routes: Self.routes, configuration: WebConfiguration(), services: services)
    _ = await application.respond(
      to: IncomingRequest(
        .get, "/hello?token=secret1", headers: [.cookie: "souk_session=good", .requestID: "r-1"]))
    writer.flush()
    let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    let json = try JSONParser.parse(Array(line.utf8))
    #expect(json["id"] == "r-1" && json["path"] == "/hello" && json["status"] == 200)
    #expect(json["account"] == .string(WebHarness.account.description))
    #expect(!line.contains("secret1") && !line.contains("good"))
  }
}
