import Dispatch
import Foundation
import Kernel
import Synchronization

/// A few threads of their own for calls that block or compute for long, so that those never hold up the
/// cooperative pool that serves everybody. Work waits in order of arrival; when too much waits, more is
/// refused at once.
package final class BlockingThreads: Sendable {
  private let line: Line

  /// Starts `count` threads. `maximumWaiting` is how many pieces of work may wait for one of them.
  /// `niceness`, from 0 to 19, is how far others go before them on a busy processor.
  package init(name: String, count: Int, maximumWaiting: Int, niceness: Int32 = 0) {
    let line = Line(maximumWaiting: maximumWaiting)
    self.line = line
    for number in 1...max(1, count) {
      let thread = Thread {
        // On Linux a thread has a niceness of its own; 0 is the one that asks.
        if niceness > 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
        line.work()
      }
      thread.name = "\(name)-\(number)"
      thread.start()
    }
  }

  deinit { line.close() }

  /// Runs `body` on one of the threads. Throws what it throws, or `Problem(.unavailable)` when too much
  /// waits.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let taken = line.add { continuation.resume(with: Result { try body() }) }
      if !taken { continuation.resume(throwing: Problem(.unavailable, retryAfterSeconds: 2)) }
    }
  }
}

/// The work that waits, and how a thread takes from it.
private final class Line: Sendable {
  private struct State {
    var incoming: [@Sendable () -> Void] = []
    var outgoing: [@Sendable () -> Void] = []
    var isClosed = false

    mutating func next() -> (@Sendable () -> Void)? {
      if outgoing.isEmpty {
        outgoing = incoming.reversed()
        incoming.removeAll()
      }
      return outgoing.popLast()
    }
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)
  private let maximumWaiting: Int

  init(maximumWaiting: Int) { self.maximumWaiting = maximumWaiting }

  func add(_ work: @escaping @Sendable () -> Void) -> Bool {
    let taken = state.withLock { state in
      guard state.incoming.count + state.outgoing.count < maximumWaiting else { return false }
      state.incoming.append(work)
      return true
    }
    if taken { signal.signal() }
    return taken
  }

  func close() {
    state.withLock { $0.isClosed = true }
    signal.signal()
  }

  /// Every signal is one piece of work, or the end; the end is passed on to the next thread.
  func work() {
    while true {
      signal.wait()
      let (next, isClosed) = state.withLock { ($0.next(), $0.isClosed) }
      if let next {
        next()
      } else if isClosed {
        signal.signal()
        return
      }
    }
  }
}
