import Foundation

/// Why the disk refused.
struct FileError: Error, CustomStringConvertible {
  let step: String
  let code: Int32

  init(_ step: String) {
    self.step = step
    code = errno
  }

  /// A full disk, or the end of what this user may fill of it.
  var isForWantOfRoom: Bool { code == ENOSPC || code == EDQUOT }

  var description: String { "\(step): \(String(cString: strerror(code)))" }
}

/// Files that are there as a whole or not at all.
enum DurableFile {
  private static let fileMode: mode_t = 0o644
  private static let folderMode: mode_t = 0o755
  private static let privateFileMode: mode_t = 0o600
  private static let privateFolderMode: mode_t = 0o700

  /// Writes `bytes` to `file` in one step. Missing folders are made. Unless `isForced` is false, the bytes
  /// survive a power cut when this returns. With `isPrivate` only the program's user can read file and new
  /// folders. The bytes are written in the folder `drafts` first, or beside the file; it must be on the same disk.
  static func save(
    _ bytes: [UInt8], to file: URL, isForced: Bool = true, isPrivate: Bool = false, drafts: URL? = nil
  ) throws(FileError) {
    let folder = file.deletingLastPathComponent()
    try makeFolder(folder, isPrivate ? privateFolderMode : folderMode)
    if let drafts { try makeFolder(drafts, privateFolderMode) }
    // A name that starts with a dot is no object key, so what a crash leaves behind is never served.
    let part = (drafts ?? folder).appendingPathComponent(".part-\(UUID().uuidString)", isDirectory: false)
    do throws(FileError) {
      try writeNew(bytes, part.path, isForced: isForced, isPrivate ? privateFileMode : fileMode)
      guard rename(part.path, file.path) == 0 else { throw FileError("rename \(file.path)") }
    } catch {
      unlink(part.path)
      throw error
    }
    if isForced { try synchronise(folder: folder.path) }
  }

  private static func makeFolder(_ folder: URL, _ mode: mode_t) throws(FileError) {
    if mkdir(folder.path, mode) == 0 {
      try synchronise(folder: folder.deletingLastPathComponent().path)
      return
    }
    switch errno {
    case EEXIST: return
    case ENOENT:
      try makeFolder(folder.deletingLastPathComponent(), mode)
      try makeFolder(folder, mode)
    default: throw FileError("mkdir \(folder.path)")
    }
  }

  private static func writeNew(
    _ bytes: [UInt8], _ path: String, isForced: Bool, _ mode: mode_t
  ) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileError("open \(path)") }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileError("write \(path)") }
      rest = rest.dropFirst(count)
    }
    if isForced { guard fsync(descriptor) == 0 else { throw FileError("fsync \(path)") } }
  }

  private static func synchronise(folder path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open \(path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError("fsync \(path)") }
  }
}
