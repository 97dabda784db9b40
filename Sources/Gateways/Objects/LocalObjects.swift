import Foundation
import Kernel

/// Objects as files below one folder, on threads of their own. An object is written apart, forced to the disk
/// and renamed, so a crash leaves the old one or the new one and never a half.
package struct LocalObjects: ObjectStore {
  private static let threadCount = 4
  private static let maximumWaitingCalls = 4096
  /// Where objects are written before they are in their place. No key leads there.
  private static let draftFolder = ".drafts"

  private let folder: URL
  private let publicRoot: String
  private let isPrivate: Bool
  private let threads: BlockingThreads

  /// Objects below `folder`, which is made when it is first needed. Browsers get them below `publicRoot`.
  /// With `isPrivate` other users of the machine can't read what is written.
  package init(folder: URL, publicRoot: String = "/media", isPrivate: Bool = false) {
    self.folder = folder
    self.publicRoot = publicRoot
    self.isPrivate = isPrivate
    threads = BlockingThreads(
      name: "objects", count: Self.threadCount, maximumWaiting: Self.maximumWaitingCalls)
  }

  /// Writes the object as one file; the end of its key says its type when it is read. Throws
  /// `ObjectStoreError`.
  package func put(_ key: String, _ bytes: [UInt8], contentType: String) async throws {
    let file = try file(key)
    try await threads.run { [isPrivate, drafts] in
      do throws(FileError) {
        try DurableFile.save(bytes, to: file, isPrivate: isPrivate, drafts: drafts)
      } catch {
        throw error.isForWantOfRoom ? ObjectStoreError.full("\(error)") : ObjectStoreError.failed("\(error)")
      }
    }
  }

  /// Reads the object; `nil` for a key that there can't be.
  package func get(_ key: String) async throws -> StoredObject? {
    guard ObjectKey.isValid(key) else { return nil }
    let file = try file(key)
    return try await threads.run {
      guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
      return StoredObject(bytes: Array(data), contentType: MediaType.of(fileName: file.lastPathComponent))
    }
  }

  /// Whether the object's file is there.
  package func exists(_ key: String) async throws -> Bool {
    guard ObjectKey.isValid(key) else { return false }
    let file = try file(key)
    return try await threads.run { FileManager.default.fileExists(atPath: file.path) }
  }

  /// Removes the object's file. Throws `ObjectStoreError`.
  package func delete(_ key: String) async throws {
    try await remove(try file(key))
  }

  /// Removes the folder of a prefix that ends in `/`. Throws `ObjectStoreError`.
  package func deletePrefix(_ prefix: String) async throws {
    guard prefix.hasSuffix("/") else { throw ObjectStoreError.badKey(prefix) }
    try await remove(try file(String(prefix.dropLast())))
  }

  /// Removes what crashes left half written, when it is older than that.
  package func removeDrafts(olderThanSeconds age: Int) async throws {
    try await threads.run { [drafts] in
      let files = FileManager.default
      let end = Date().addingTimeInterval(-TimeInterval(age))
      for name in (try? files.contentsOfDirectory(atPath: drafts.path)) ?? [] {
        let draft = drafts.appendingPathComponent(name).path
        // Its writer may be done with it at this moment.
        guard let changed = try? files.attributesOfItem(atPath: draft)[.modificationDate] as? Date,
          changed < end
        else { continue }
        unlink(draft)
      }
    }
  }

  /// The disk is looked at by who has a database on it, too.
  package func check() async throws {}

  /// The key below the public root.
  package func publicPath(_ key: String) -> String { "\(publicRoot)/\(key)" }

  private var drafts: URL { folder.appendingPathComponent(Self.draftFolder) }

  private func file(_ key: String) throws -> URL {
    guard ObjectKey.isValid(key) else { throw ObjectStoreError.badKey(key) }
    return folder.appendingPathComponent(key)
  }

  private func remove(_ file: URL) async throws {
    try await threads.run {
      do {
        try FileManager.default.removeItem(at: file)
      } catch CocoaError.fileNoSuchFile {
        return
      } catch {
        throw ObjectStoreError.failed("\(error)")
      }
    }
  }
}
