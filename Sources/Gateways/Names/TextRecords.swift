import CResolv
import Foundation
import Kernel

/// What the name service says of a name's TXT records.
package enum TextLookup: Equatable, Sendable {
  /// These texts.
  case found([String])
  /// For certain none: the name is not there, or has no texts.
  case none
  /// Nobody knows now: the servers did not answer.
  case unknown
}

/// Asks the name service (DNS).
package protocol TextRecords: Sendable {
  /// The TXT records of `name`. Never throws for what the network does: that is `.unknown`.
  func texts(of name: String) async -> TextLookup
}

/// The system's resolver, on threads of its own, because it blocks.
package struct SystemResolver: TextRecords {
  private static let threadCount = 2
  private static let maximumWaiting = 32
  private static let secondsPerTry: Int32 = 2
  private static let tries: Int32 = 2
  private static let maximumAnswerBytes = 65_535
  private static let standardPort: UInt16 = 53

  private let server: (address: String, port: UInt16)?
  private let threads: BlockingThreads

  /// A resolver that asks the servers of the system, or only `server`: an IPv4 address, with a port unless it is 53.
  /// `nil` when `server` is none.
  package init?(server: String? = nil) {
    if let server {
      guard let parsed = Self.parse(server) else { return nil }
      self.server = parsed
    } else {
      self.server = nil
    }
    threads = BlockingThreads(
      name: "names", count: Self.threadCount, maximumWaiting: Self.maximumWaiting)
  }

  /// The texts of `name`.
  package func texts(of name: String) async -> TextLookup {
    let server = server
    let found = try? await threads.run { Self.ask(name, server) }
    return found ?? .unknown
  }

  private static func parse(_ text: String) -> (address: String, port: UInt16)? {
    let pieces = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let address = pieces.first, pieces.count <= 2 else { return nil }
    var parsed = in_addr()
    guard inet_pton(AF_INET, address, &parsed) == 1 else { return nil }
    guard pieces.count == 2 else { return (address, standardPort) }
    guard let port = UInt16(pieces[1]), port > 0 else { return nil }
    return (address, port)
  }

  private static func ask(_ name: String, _ server: (address: String, port: UInt16)?) -> TextLookup {
    var answer = [UInt8](repeating: 0, count: maximumAnswerBytes)
    var failure: Int32 = 0
    let length = answer.withUnsafeMutableBufferPointer { buffer in
      souk_resolve_text(
        name, server?.address, server?.port ?? standardPort, secondsPerTry, tries, buffer.baseAddress,
        Int32(buffer.count), &failure)
    }
    guard length >= 0 else {
      return failure == HOST_NOT_FOUND || failure == NO_DATA ? .none : .unknown
    }
    guard let texts = NameMessage.texts(in: answer[..<Int(length)]) else { return .unknown }
    return texts.isEmpty ? .none : .found(texts)
  }
}
