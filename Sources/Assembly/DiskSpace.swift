import Foundation

/// Why nothing more can be stored in a folder.
struct DiskSpaceError: Error, CustomStringConvertible {
  let description: String
}

/// Room on the disk that a folder is on.
enum DiskSpace {
  /// With less the next commit or upload may be the one that fails.
  static let leastFreeBytes: UInt64 = 1024 * 1024

  /// Throws when there is none left that this process may use. A folder that is not there yet is not looked at.
  static func require(in folder: URL) throws {
    var disk = statvfs()
    guard statvfs(folder.path, &disk) == 0 else {
      if errno == ENOENT { return }
      throw DiskSpaceError(description: "\(folder.path): \(String(cString: strerror(errno)))")
    }
    let blocks = geteuid() == 0 ? disk.f_bfree : disk.f_bavail
    let free = UInt64(blocks) * UInt64(disk.f_frsize)
    guard free >= leastFreeBytes else {
      throw DiskSpaceError(description: "\(folder.path): \(free) bytes are free")
    }
    guard disk.f_flag & UInt(ST_RDONLY) == 0 else {
      throw DiskSpaceError(description: "\(folder.path): the disk is read-only")
    }
  }
}
