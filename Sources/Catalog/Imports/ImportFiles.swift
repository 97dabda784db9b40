import Foundation
import Kernel
import Web

/// The uploaded files, until their import is done: a private folder, never served.
package struct ImportFiles: Sendable {
  private let folder: URL

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
}
