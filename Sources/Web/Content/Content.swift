import Foundation

/// What came with a request, or one file of its form: bytes in memory when they are few, otherwise a range of a file
/// on disk. Reading it whole brings it into memory, so what may be large is taken piece by piece.
package struct Content: Sendable {
  private enum Source: Sendable {
    /// The share is what these bytes have of the budget of memory.
    case memory([UInt8], ByteShare?)
    case file(SpoolFile)
  }

  /// How much is read at a time.
  private static let pieceBytes = 64 * 1024

  private let source: Source
  private let range: Range<Int>

  /// These bytes.
  package init(_ bytes: [UInt8] = []) { self.init(bytes, share: nil) }

  init(_ bytes: [UInt8], share: ByteShare?) {
    source = .memory(bytes, share)
    range = 0..<bytes.count
  }

  init(_ file: SpoolFile) {
    source = .file(file)
    range = 0..<file.count
  }

  private init(_ source: Source, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  package var count: Int { range.count }
  package var isEmpty: Bool { range.isEmpty }

  /// All of it, in memory. Throws `Problem(.unavailable)` or `.tooManyRequests` when contents take too much memory
  /// already, and when the disk can't be read.
  package func bytes() throws -> [UInt8] {
    switch source {
    case .memory(let bytes, _): range.count == bytes.count ? bytes : Array(bytes[range])
    case .file(let file): try file.load(range)
    }
  }

  /// The bytes at these places, for a look at a part. Places beyond the end are left out. Throws when the disk can't be
  /// read.
  package func read(_ places: Range<Int>) throws -> [UInt8] {
    let wanted = part(places)
    switch source {
    case .memory(let bytes, _): return Array(bytes[wanted])
    case .file(let file): return try file.read(wanted)
    }
  }

  /// The part at these places, without reading it.
  package func slice(_ places: Range<Int>) -> Content { Content(source, part(places)) }

  /// Hands over everything in order, a piece at a time. Throws what `take` throws, and when the disk can't be read.
  package func forEachPiece(_ take: (_ piece: [UInt8]) throws -> Void) throws {
    var start = 0
    while start < count {
      let end = min(count, start + Content.pieceBytes)
      try take(try read(start..<end))
      start = end
    }
  }

  /// Writes everything to a file that is there as a whole or not at all. Throws when the disk refuses.
  package func save(to file: URL) throws {
    let part = file.deletingLastPathComponent().appendingPathComponent(".part-\(UUID().uuidString)")
    let descriptor = open(part.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SpoolError("open \(part.path)") }
    do {
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try forEachPiece { try handle.write(contentsOf: $0) }
      try handle.close()
      guard rename(part.path, file.path) == 0 else { throw SpoolError("rename \(file.path)") }
    } catch {
      unlink(part.path)
      throw error
    }
  }

  private func part(_ places: Range<Int>) -> Range<Int> {
    let part = places.clamped(to: 0..<count)
    return range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
  }
}
