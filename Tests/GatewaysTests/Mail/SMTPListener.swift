import Foundation
import Synchronization

/// What one client said.
struct SMTPSession: Sendable {
  var commands: [String] = []
  var message = ""
}

/// A mail server on loopback that takes one connection and remembers it.
final class SMTPListener: Sendable {
  let port: UInt16
  private let session = Mutex(SMTPSession())
  private let done = DispatchSemaphore(value: 0)

  init(recipientAnswer: String = "250 ok") throws {
    let socket = try LoopbackSocket(waiting: 4)
    port = socket.port
    Thread { self.serve(socket.descriptor, recipientAnswer) }.start()
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
