import Dispatch
import Foundation

private let shell = "/usr/bin/bash"
private let limiter = "/usr/bin/prlimit"
/// Closes whatever else is open, then becomes the program.
private let closing = """
  for file in /proc/self/fd/*; do number=${file##*/}; if ((number > 2)); then exec {number}>&-; fi; done; exec "$@"
  """
private let pieceBytes = 64 * 1024

/// A program of the system that works on what strangers sent: in a process of its own, with an end to its memory, its
/// time and what it says, and without anything of this process but its input.
struct BoundedProgram: Sendable {
  /// What it may take.
  struct Limits: Sendable {
    var memoryBytes = 512 * 1024 * 1024
    var processorSeconds = 10
    var wallSeconds = 20.0
    var outputBytes = 256 * 1024 * 1024
  }

  /// How it ended.
  enum Ending: Equatable, Sendable {
    case exited(Int32)
    /// It crashed, or took more memory or processor time than it may.
    case killed
    /// It took more time, or said more, than it may.
    case overrun
    /// It, or what limits it, is not installed.
    case missing
  }

  let path: String
  var limits = Limits()
  /// Where its input lies, a file that no disk ever sees.
  var memoryFolder = "/dev/shm"

  /// Runs it with `input` as a file at `/dev/stdin`; `take` gets what it says, errors included. Blocks.
  func run(
    _ arguments: [String], input: [UInt8], _ take: (UnsafeRawBufferPointer) -> Void
  ) throws -> Ending {
    let files = FileManager.default
    guard [shell, limiter, path].allSatisfy({ files.isExecutableFile(atPath: $0) }) else { return .missing }
    let source = try memoryFile(input)
    let output = Pipe()
    let bounds = [
      "--as=\(limits.memoryBytes)", "--cpu=\(limits.processorSeconds)", "--core=0", "--fsize=0",
      "--nofile=32",
    ]
    let child = try ChildProcess(
      shell, ["-c", closing, shell, limiter] + bounds + ["--", path] + arguments,
      environment: ["LC_ALL=C"], input: source.fileDescriptor,
      output: output.fileHandleForWriting.fileDescriptor)
    let deadline = DispatchTime.now() + limits.wallSeconds
    defer { child.end() }
    try output.fileHandleForWriting.close()
    try source.close()
    guard listen(to: output.fileHandleForReading.fileDescriptor, until: deadline, take) else {
      return .overrun
    }
    // It may close what it speaks by and go on.
    guard let ending = child.ending(until: deadline) else { return .overrun }
    return ending.status.map { .exited($0) } ?? .killed
  }

  /// Reads to the end; false when that takes too long or is too much.
  private func listen(
    to descriptor: Int32, until end: DispatchTime, _ take: (UnsafeRawBufferPointer) -> Void
  ) -> Bool {
    let deadline = end.uptimeNanoseconds
    var piece = [UInt8](repeating: 0, count: pieceBytes)
    var total = 0
    while true {
      let now = DispatchTime.now().uptimeNanoseconds
      guard now < deadline else { return false }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(clamping: (deadline - now) / 1_000_000 + 1))
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { return false }
      let count = read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return count == 0 }
      total += count
      guard total <= limits.outputBytes else { return false }
      piece.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  /// A file in memory that has no name any more, at its begin.
  private func memoryFile(_ content: [UInt8]) throws -> FileHandle {
    var name = Array("\(memoryFolder)/souk-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    unlink(name)
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: content)
    try file.seek(toOffset: 0)
    return file
  }
}
