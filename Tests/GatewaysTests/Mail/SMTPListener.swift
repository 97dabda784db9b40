import Foundation
import Synchronization

/// What one client said.
struct SMTPSession: Sendable {
  var commands: [String] = []
  var message = ""
}

/// A mail server on loopback that takes one connection and remembers it.
final class SMTPListener: Sendable {
  struct SocketError: Error {}

  let port: UInt16
  private let session = Mutex(SMTPSession())
  private let done = DispatchSemaphore(value: 0)

  init(recipientAnswer: String = "250 ok") throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, length) == 0 && listen(listener, 4) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    guard listener >= 0, isBound else { throw SocketError() }
    port = UInt16(bigEndian: address.sin_port)
    Thread { self.serve(listener, recipientAnswer) }.start()
  }

  /// Waits for the connection's end and answers what was said.
  func finish() -> SMTPSession {
    _ = done.wait(timeout: .now() + 20)
    return session.withLock { $0 }
  }

  private func serve(_ listener: Int32, _ recipientAnswer: String) {
    defer { done.signal() }
    let client = accept(listener, nil, nil)
    close(listener)
    guard let stream = fdopen(client, "r+") else { return }
    defer { fclose(stream) }
    say("220 here", client)
    while let line = read(stream) {
      session.withLock { $0.commands.append(line) }
      switch line.prefix(4).uppercased() {
      case "DATA":
        say("354 go on", client)
        take(stream)
        say("250 taken", client)
      case "RCPT": say(recipientAnswer, client)
      case "QUIT":
        say("221 bye", client)
        return
      default: say("250 ok", client)
      }
    }
  }

  private func take(_ stream: UnsafeMutablePointer<FILE>) {
    while let line = read(stream), line != "." {
      let plain = line.hasPrefix(".") ? String(line.dropFirst()) : line
      session.withLock { $0.message += plain + "\r\n" }
    }
  }

  private func read(_ stream: UnsafeMutablePointer<FILE>) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    guard fgets(&buffer, Int32(buffer.count), stream) != nil else { return nil }
    let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return line.trimmingCharacters(in: .newlines)
  }

  private func say(_ line: String, _ client: Int32) {
    let bytes = Array("\(line)\r\n".utf8)
    _ = write(client, bytes, bytes.count)
  }
}
