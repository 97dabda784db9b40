import Foundation
import Kernel

/// Objects as files below one folder, on threads of their own. An object is written beside its place, forced
/// to the disk and renamed, so a crash leaves the old one or the new one and never a half.
package struct LocalObjects: ObjectStore {
  private static let threadCount = 4
  private static let maximumWaitingCalls = 4096

  private let folder: URL
  private let publicRoot: String
  private let threads: BlockingThreads

  /// Objects below `folder`, which is made when it is first needed. Browsers get them below `publicRoot`.
  package init(folder: URL, publicRoot: String = "/media") {
    self.folder = folder
    self.publicRoot = publicRoot
    threads = BlockingThreads(
      name: "objects", count: Self.threadCount, maximumWaiting: Self.maximumWaitingCalls)
  }

  /// Writes the object as one file; the end of its key says its type when it is read. Throws
  /// `ObjectStoreError`.
  package func put(_ key: String, _ bytes: [UInt8], contentType: String) async throws {
    let file = try file(key)
    try await threads.run {
      do {
        try DurableFile.save(bytes, to: file)
      } catch {
        throw ObjectStoreError.failed("\(error)")
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

  /// Removes the object's file. Throws `ObjectStoreError`.
  package func delete(_ key: String) async throws {
    try await remove(try file(key))
  }

  /// Removes the folder of a prefix that ends in `/`. Throws `ObjectStoreError`.
  package func deletePrefix(_ prefix: String) async throws {
    guard prefix.hasSuffix("/") else { throw ObjectStoreError.badKey(prefix) }
    try await remove(try file(String(prefix.dropLast())))
  }

  /// The key below the public root.
  package func publicPath(_ key: String) -> String { "\(publicRoot)/\(key)" }

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
