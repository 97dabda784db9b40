import Foundation
import Synchronization

/// What a client sent.
struct HeardRequest: Sendable {
  var head: [String] = []
  var body = ""

  var line: String { head.first ?? "" }

  func field(_ name: String) -> String? {
    head.dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
      .map { $0.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces) }
  }
}

/// An HTTP server on loopback that answers with what it is told and remembers what it heard.
final class HTTPListener: Sendable {
  let port: UInt16
  private let heard = Mutex<[HeardRequest]>([])
  private let listener: Int32
  private let answer: @Sendable (HeardRequest) -> String

  init(_ answer: @escaping @Sendable (HeardRequest) -> String) throws {
    let socket = try LoopbackSocket(waiting: 16)
    port = socket.port
    listener = socket.descriptor
    self.answer = answer
    Thread { self.serve() }.start()
  }

  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [HeardRequest] { heard.withLock { $0 } }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { return }
      Thread { self.talk(client) }.start()
    }
  }

  private func talk(_ client: Int32) {
    guard let stream = fdopen(client, "r+") else { return }
    defer { fclose(stream) }
    while let request = read(stream) {
      heard.withLock { $0.append(request) }
      let bytes = Array(answer(request).utf8)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return }
        sent += count
      }
    }
  }

  private func read(_ stream: UnsafeMutablePointer<FILE>) -> HeardRequest? {
    var request = HeardRequest()
    var buffer = [CChar](repeating: 0, count: 8192)
    while fgets(&buffer, Int32(buffer.count), stream) != nil {
      let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        .trimmingCharacters(in: .newlines)
      if line.isEmpty { break }
      request.head.append(line)
    }
    guard !request.head.isEmpty else { return nil }
    let length = request.field("Content-Length").flatMap { Int($0) } ?? 0
    var bytes = [UInt8](repeating: 0, count: length)
    if length > 0 { _ = fread(&bytes, 1, length, stream) }
    request.body = String(decoding: bytes, as: UTF8.self)
    return request
  }

  /// A whole answer as it goes over the wire.
  static func response(
    _ status: String = "200 OK", _ fields: [String] = [], _ body: String = ""
  ) -> String {
    ((["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + fields).joined(separator: "\r\n"))
      + "\r\n\r\n" + body
  }
}
