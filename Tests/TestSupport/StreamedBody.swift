import Synchronization
import Web

extension Response {
  /// The whole content, also when it is streamed.
  package func wholeBody() async throws -> [UInt8] {
    guard case .stream(_, let write) = body else { return bodyBytes }
    let pieces = StreamedPieces()
    try await write(BodyWriter { pieces.append($0) })
    return pieces.bytes
  }
}

/// What was sent so far.
private final class StreamedPieces: Sendable {
  private let kept = Mutex<[UInt8]>([])

  var bytes: [UInt8] { kept.withLock { $0 } }

  func append(_ piece: [UInt8]) { kept.withLock { $0 += piece } }
}
