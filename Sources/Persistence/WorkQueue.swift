import Dispatch
import Foundation
import Synchronization

/// What callers put in and a few threads take out, in order.
final class WorkQueue<Item: Sendable>: Sendable {
  private struct State {
    var line = WaitingLine<Item>()
    var sleepers = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wakeUp = DispatchSemaphore(value: 0)

  /// Adds an item. Throws `DatabaseError.closed`, or `.busy` when too much is waiting.
  func put(_ item: Item) throws(DatabaseError) {
    let (problem, mustWake): (DatabaseError?, Bool) = state.withLock { state in
      if state.isClosed { return (.closed, false) }
      if state.line.isFull { return (.busy("\(state.line.count) closures are waiting"), false) }
      state.line.append(item)
      guard state.sleepers > 0 else { return (nil, false) }
      state.sleepers -= 1
      return (nil, true)
    }
    if let problem { throw problem }
    // Outside of the lock, which the woken thread takes first of all.
    if mustWake { wakeUp.signal() }
  }

  /// Waits until there is something and takes at most `limit`; `nil` once the queue is closed and empty.
  func take(_ limit: Int) -> [Item]? {
    while true {
      let taken: [Item]? = state.withLock { state in
        if !state.line.isEmpty { return state.line.take(limit) }
        if state.isClosed { return nil }
        state.sleepers += 1
        return []
      }
      guard let taken else { return nil }
      if !taken.isEmpty { return taken }
      wakeUp.wait()
    }
  }

  /// Takes no more items; threads end when they have done what is there.
  func close() {
    state.withLock { state in
      state.isClosed = true
      for _ in 0..<state.sleepers { wakeUp.signal() }
      state.sleepers = 0
    }
  }
}

/// The threads of an engine.
final class WorkThreads: Sendable {
  private static let stackBytes = 4 << 20
  private let running = DispatchGroup()

  func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
    running.enter()
    let running = running
    let thread = Thread {
      body()
      running.leave()
    }
    thread.name = name
    thread.stackSize = WorkThreads.stackBytes
    thread.start()
  }

  /// Returns when all threads have ended.
  func ended() async {
    await withCheckedContinuation { continuation in
      running.notify(queue: .global()) { continuation.resume() }
    }
  }
}
