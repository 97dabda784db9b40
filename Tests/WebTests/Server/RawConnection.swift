import Foundation
import Logging
import Testing

@testable import Web

/// A connection whose every byte a test decides on. Its calls block, so they run on threads of their own.
final class RawConnection: Sendable {
  private let descriptor: Int32

  init(_ port: Int) async throws {
    descriptor = await onThread { RawConnection.connected(port) }
    try #require(descriptor >= 0)
  }

  private static func connected(_ port: Int) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return connected == 0 ? descriptor : -1
  }

  /// Sends everything; false when the other side has gone.
  @discardableResult func send(_ bytes: [UInt8]) async -> Bool {
    await onThread { [descriptor] in
      var done = 0
      while done < bytes.count {
        let step = bytes.withUnsafeBytes {
          Glibc.send(
            descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, Int32(MSG_NOSIGNAL))
        }
        guard step > 0 else { return false }
        done += step
      }
      return true
    }
  }

  @discardableResult func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

  /// What comes next; empty at the end.
  func receive() async -> String {
    await onThread { [descriptor] in
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(descriptor, &buffer, buffer.count)
      return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
  }

  /// Everything up to the end of the connection.
  func receiveAll() async -> String {
    var all = ""
    while true {
      let next = await receive()
      if next.isEmpty { return all }
      all += next
    }
  }

  /// Sends no more, and still listens.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  func close() { Glibc.close(descriptor) }
}

/// The result of work that blocks.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: work()) }
  }
}

/// Runs `body` against a server of these routes on a port of its own.
func withServer(
  _ routes: [Route], configure: (inout WebConfiguration) -> Void = { _ in },
  _ body: (_ port: Int, _ application: WebApplication) async throws -> Void
) async throws {
  try await withRunningServer(routes, configure: configure) { port, application, _ in
    try await body(port, application)
  }
}

/// The same with the server, for what becomes of it.
func withRunningServer(
  _ routes: [Route], configure: (inout WebConfiguration) -> Void = { _ in },
  _ body: (_ port: Int, _ application: WebApplication, _ server: WebServer) async throws -> Void
) async throws {
  let application = WebHarness(routes) {
    $0.port = 0
    configure(&$0)
  }.application
  var logger = Logger(label: "test")
  logger.logLevel = .critical
  let server = WebServer(application, logger: logger)
  let (ports, announce) = AsyncStream.makeStream(of: Int.self)
  let running = Task {
    try await server.run(handlesSignals: false) { announce.yield($0) }
    announce.finish()
  }
  var iterator = ports.makeAsyncIterator()
  let port = try #require(await iterator.next())
  try await body(port, application, server)
  await server.shutdown()
  try await running.value
}

/// Waits until the condition holds; the test's time limit ends it when that never comes.
func until(_ condition: () -> Bool) async throws {
  while !condition() { try await Task.sleep(for: .milliseconds(5)) }
}
