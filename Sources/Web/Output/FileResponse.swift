import Foundation
import Kernel

/// Bytes read from a file and sent at a time.
private let filePieceBytes = 128 * 1024

extension Response {
  /// A file, streamed. Throws `.notFound` when it can't be opened.
  package static func file(_ path: String, contentType: String) throws -> Response {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw Problem(.notFound) }
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: 0)
    if size <= UInt64(filePieceBytes) {
      defer { try? handle.close() }
      return bytes(Array(try handle.readToEnd() ?? Data()), contentType: contentType)
    }
    return Response(
      headers: [.contentType: contentType],
      body: .stream(length: Int(size)) { writer in
        defer { try? handle.close() }
        while let piece = try handle.read(upToCount: filePieceBytes), !piece.isEmpty {
          try await writer.write(Array(piece))
        }
      })
  }
}
