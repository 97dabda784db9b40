import Foundation

@testable import Web

/// A folder for the contents of one test.
final class SpoolFolder {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("spool-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Names in the folder: there are never any.
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] }

  /// Files of the folder that this process holds open, whether they have a name or not.
  var openCount: Int {
    let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return descriptors.filter {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      return target?.hasPrefix(url.path) ?? false
    }.count
  }

  /// A store of this folder.
  func store(memoryMegabytes: Int = 256, diskMegabytes: Int = 2048) -> ContentStore {
    var configuration = WebConfiguration()
    configuration.spoolFolder = url
    configuration.contentMemoryBytes = memoryMegabytes * 1024 * 1024
    configuration.contentDiskBytes = diskMegabytes * 1024 * 1024
    return ContentStore(configuration)
  }
}

/// Bytes that show when one of them is missing or stands elsewhere.
func patterned(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) } }
