import Foundation
import Kernel
import Synchronization

/// The disk refused a step of spooling.
struct SpoolError: Error, CustomStringConvertible {
  let step: String
  let code: Int32

  /// The refusal that `errno` tells of.
  init(_ step: String) {
    self.step = step
    code = errno
  }

  var description: String { "\(step): \(String(cString: strerror(code)))" }
}

/// A file without a name: it loses its name as soon as it is open, so whatever ends the program, nothing stays. It
/// goes away with the last reference. Bytes are written by one collector, and read by anybody afterwards.
final class SpoolFile: Sendable {
  private static let fileMode: mode_t = 0o600
  private static let folderMode: mode_t = 0o700
  private static let prefix = ".content-"

  private let descriptor: Int32
  private let written = Mutex(0)
  private let disk: ByteShare
  private let memory: ByteShare

  /// A new file in `folder`, which is made when it is missing. `disk` pays for what is written, `memory` for what is
  /// read whole. Throws `SpoolError`.
  init(folder: URL, disk: ByteShare, memory: ByteShare) throws(SpoolError) {
    self.disk = disk
    self.memory = memory
    let path = folder.appendingPathComponent(SpoolFile.prefix + UUID().uuidString).path
    let flags = O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC
    var opened = open(path, flags, SpoolFile.fileMode)
    if opened < 0, errno == ENOENT {
      guard mkdir(folder.path, SpoolFile.folderMode) == 0 || errno == EEXIST else {
        throw SpoolError("mkdir \(folder.path)")
      }
      opened = open(path, flags, SpoolFile.fileMode)
    }
    guard opened >= 0 else { throw SpoolError("open \(path)") }
    descriptor = opened
    guard unlink(path) == 0 else { throw SpoolError("unlink \(path)") }
  }

  deinit { close(descriptor) }

  var count: Int { written.withLock { $0 } }

  /// Writes behind what is there. Throws `SpoolError`, and `Problem` when the budget of disk space is used up.
  func append(_ bytes: [UInt8]) throws {
    try disk.take(bytes.count)
    let end = count
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let step = pwrite(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(end + done))
        if step < 0 && errno == EINTR { continue }
        guard step > 0 else { throw SpoolError("write to the spool") }
        done += step
      }
    }
    written.withLock { $0 = end + bytes.count }
  }

  /// The bytes of this range, which must lie within the file. Throws `SpoolError`.
  func read(_ range: Range<Int>) throws(SpoolError) -> [UInt8] {
    var failure: SpoolError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, done in
      done = 0
      while done < range.count {
        let step = pread(
          descriptor, buffer.baseAddress?.advanced(by: done), range.count - done,
          off_t(range.lowerBound + done))
        if step < 0 && errno == EINTR { continue }
        guard step > 0 else {
          failure = SpoolError("read from the spool")
          return
        }
        done += step
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The bytes of a range that will be held in memory as a whole; they count there until the file goes away. Throws
  /// `Problem` when the budget of memory is used up.
  func load(_ range: Range<Int>) throws -> [UInt8] {
    try memory.take(range.count)
    return try read(range)
  }

  /// Removes names that a kill left behind in the moment between opening and unlinking.
  static func clear(_ folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      unlink(folder.appendingPathComponent(name).path)
    }
  }
}
