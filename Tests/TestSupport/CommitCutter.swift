import Dispatch
import Foundation
import Synchronization

/// A line to PostgreSQL that can be cut when a COMMIT has gone through it: the server gets the COMMIT and the
/// client never hears what became of it.
package final class CommitCutter: Sendable {
  /// What happens to the next COMMIT.
  package enum Cut: Sendable {
    /// The server gets it at once.
    case answer
    /// The server gets it so many milliseconds after the client lost the line.
    case answerLate(milliseconds: Int)
    /// It never reaches the server.
    case request
    /// Nothing: it and its answer come through.
    case pass
  }

  private static let mark = Array("COMMIT\0".utf8)
  private static let bufferBytes = 65_536

  /// The server's URL by way of this line.
  package let url: String
  private let listener: Int32
  private let serverPort: UInt16
  private let cuts = Mutex<[Cut]>([])
  private let seen = Atomic<Int>(0)

  /// A line to the server of a URL that names its host by number.
  package init(to url: String) throws {
    guard var parts = URLComponents(string: url), let port = parts.port, parts.host == "127.0.0.1" else {
      throw TestDatabaseError(description: "no loopback address in \(url)")
    }
    serverPort = UInt16(port)
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = CommitCutter.loopback(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw TestDatabaseError(description: "no free port") }
    parts.port = Int(UInt16(bigEndian: address.sin_port))
    self.url = parts.string ?? url
    Thread.detachNewThread { [self] in accept() }
  }

  /// Cuts the line at the next COMMITs, one after the other.
  package func cut(_ next: Cut...) { cuts.withLock { $0 += next } }

  /// How many cuts are still to come.
  package var waiting: Int { cuts.withLock { $0.count } }

  /// Leaves the line whole from now on.
  package func heal() { cuts.withLock { $0 = [] } }

  /// How many COMMITs have come by.
  package var commits: Int { seen.load(ordering: .relaxed) }

  /// Takes no more connections.
  package func close() {
    shutdown(listener, Int32(SHUT_RDWR))
    _ = Foundation.close(listener)
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }

  private func accept() {
    while true {
      let client = Foundation.accept(listener, nil, nil)
      guard client >= 0 else { return }
      let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = CommitCutter.loopback(serverPort)
      let isOpen = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      guard isOpen else {
        _ = Foundation.close(client)
        _ = Foundation.close(server)
        continue
      }
      let answers = DispatchSemaphore(value: 0)
      Thread.detachNewThread { [self] in
        pump(from: server, to: client, isRequests: false)
        answers.signal()
      }
      Thread.detachNewThread { [self] in
        pump(from: client, to: server, isRequests: true)
        answers.wait()
        _ = Foundation.close(client)
        _ = Foundation.close(server)
      }
    }
  }

  /// Passes bytes on until one side ends.
  private func pump(from source: Int32, to target: Int32, isRequests: Bool) {
    var buffer = [UInt8](repeating: 0, count: CommitCutter.bufferBytes)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      if isRequests, let cut = cut(at: buffer[..<count]) {
        shutdown(source, Int32(SHUT_RDWR))
        if case .answerLate(let milliseconds) = cut {
          Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        }
        if case .request = cut { break }
        _ = send(target, buffer, count, Int32(MSG_NOSIGNAL))
        // The server works on what it has read before it notices that nobody is there.
        shutdown(target, Int32(SHUT_WR))
        return
      }
      guard send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count else { break }
    }
    shutdown(target, Int32(SHUT_RDWR))
    shutdown(source, Int32(SHUT_RDWR))
  }

  private func cut(at bytes: ArraySlice<UInt8>) -> Cut? {
    guard bytes.suffix(CommitCutter.mark.count).elementsEqual(CommitCutter.mark) else { return nil }
    seen.add(1, ordering: .relaxed)
    let next = cuts.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if case .pass? = next { return nil }
    return next
  }
}
