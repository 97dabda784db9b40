import Foundation
import Kernel
import Web

/// The uploaded files, until their import is done: a private folder, never served.
package struct ImportFiles: Sendable {
  private static let pieceBytes = 1 << 18
  /// How names begin of files that are not there for long.
  private static let hiddenMark = "."

  let folder: URL

  /// Keeps files in `folder`, which is made when it is first needed.
  package init(folder: URL) { self.folder = folder }

  /// Stores an upload, complete or not at all.
  func store(_ content: Content, as id: ImportID) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try content.save(to: url(of: id))
  }

  /// Where the upload lies.
  func url(of id: ImportID) -> URL { folder.appendingPathComponent("\(id).csv") }

  /// Removes the upload; nothing happens when it is gone.
  func remove(_ id: ImportID) throws {
    let file = url(of: id)
    if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
  }

  /// The uploads that have been there since before `moment`.
  func stored(before moment: Timestamp) throws -> [ImportID] {
    try files(before: moment).compactMap { file in
      file.pathExtension == "csv" ? ImportID(file.deletingPathExtension().lastPathComponent) : nil
    }
  }

  private func files(before moment: Timestamp) throws -> [URL] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
    return try files.filter { file in
      do {
        let date = try file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
        return date.map { Int64($0.timeIntervalSince1970 * 1000) < moment.milliseconds } ?? false
      } catch CocoaError.fileReadNoSuchFile {
        // It went meanwhile.
        return false
      }
    }
  }

  /// Removes what a program left that was killed: copies, and uploads that were not whole yet.
  func removeLeftovers(before moment: Timestamp) throws {
    for file in try files(before: moment) where file.lastPathComponent.hasPrefix(Self.hiddenMark) {
      do {
        try FileManager.default.removeItem(at: file)
      } catch CocoaError.fileNoSuchFile {
        // Another program of the marketplace removed it at the same moment.
        continue
      }
    }
  }

  /// Opens a file in whatever encoding. What is not UTF-8 is read from a copy that is gone when it is closed. Throws
  /// `Problem(.fileUnreadable)` when there is no header.
  func open(_ url: URL, _ mapping: FieldMapping = FieldMapping()) throws -> ReadableFile {
    var survey = FileSurvey()
    try forEachPiece(of: url) { survey.take($0) }
    let dialect = survey.dialect()
    if dialect.encoding == .utf8 { return try ReadableFile(url, dialect, mapping) }
    let copy = try translated(url, dialect.encoding)
    defer { try? FileManager.default.removeItem(at: copy) }
    return try ReadableFile(copy, dialect, mapping)
  }

  private func translated(_ url: URL, _ encoding: TextEncoding) throws -> URL {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let copy = folder.appendingPathComponent("\(Self.hiddenMark)text-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(atPath: copy.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
    let target = try FileHandle(forWritingTo: copy)
    var decoder = TextDecoder(encoding)
    try forEachPiece(of: url) { try target.write(contentsOf: decoder.utf8($0)) }
    try target.write(contentsOf: decoder.finish())
    try target.close()
    return copy
  }

  private func forEachPiece(of url: URL, _ take: ([UInt8]) throws -> Void) throws {
    let source = try FileHandle(forReadingFrom: url)
    while let piece = try source.read(upToCount: Self.pieceBytes), !piece.isEmpty { try take(Array(piece)) }
  }
}
