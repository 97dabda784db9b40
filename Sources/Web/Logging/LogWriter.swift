import Dispatch
import Foundation
import Synchronization

/// Writes lines to a file descriptor from a queue of its own, several at a time, so that nobody waits for the
/// reader of the log.
package final class LogWriter: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var isScheduled = false
    var lostLines = 0
  }

  /// How long a line may wait for company.
  private static let delayMilliseconds = 50
  /// When the reader does not keep up, further lines are dropped and counted.
  private static let maximumBufferBytes = 8 * 1024 * 1024

  private let descriptor: Int32
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "souk.log")

  /// A writer to this file descriptor; standard output unless given.
  package init(descriptor: Int32 = 1) { self.descriptor = descriptor }

  /// Adds a line, which carries its own line end.
  package func append(_ line: [UInt8]) {
    let mustSchedule = state.withLock { state in
      guard state.buffer.count + line.count <= LogWriter.maximumBufferBytes else {
        state.lostLines += 1
        return false
      }
      state.buffer.append(contentsOf: line)
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    guard mustSchedule else { return }
    queue.asyncAfter(deadline: .now() + .milliseconds(LogWriter.delayMilliseconds)) { [self] in writeOut() }
  }

  /// Returns when everything so far is written; for the end of the program.
  package func flush() { queue.sync { writeOut() } }

  private func writeOut() {
    let (bytes, lost) = state.withLock { state in
      defer {
        state.buffer = []
        state.isScheduled = false
        state.lostLines = 0
      }
      return (state.buffer, state.lostLines)
    }
    write(bytes)
    if lost > 0 {
      write(Array(#"{"level":"warning","message":"log lines were dropped","count":\#(lost)}\#n"#.utf8))
    }
  }

  private func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        offset += count
      }
    }
  }
}
