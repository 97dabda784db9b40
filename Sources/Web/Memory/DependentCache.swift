import Synchronization

/// A value beside what it depends on.
package struct Kept<Value: Sendable>: Sendable {
  package let value: Value
  package let tags: Set<CacheTag>

  /// A value that is good until one of these things changes.
  package init(_ value: Value, while tags: Set<CacheTag>) {
    self.value = value
    self.tags = tags
  }
}

/// Values that many ask for and that take a while to make. A value goes when something that it depends on changes; one
/// that has only grown old is still given out while a new one is made. For each key one is made at a time, however many
/// wait for it. Bounded in bytes, of which the least recently used values go first.
package final class DependentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// Reads the value. It runs to its end in a task of its own, whoever of those who wait has gone meanwhile.
  package typealias Make = @Sendable () async throws -> Kept<Value>

  private struct Entry {
    let kept: Kept<Value>
    let madeAt: ContinuousClock.Instant
  }

  private struct Waiter {
    /// The last change before it came.
    let cameAfter: UInt64
    let continuation: CheckedContinuation<Kept<Value>, any Error>
  }

  private struct Making {
    /// The last change before it began.
    let beganAfter: UInt64
    var waiters: [Waiter] = []
  }

  private struct State {
    var entries: TaggedMap<Key, Entry>
    var changes = RecentChanges()
    var makings: [Key: Making] = [:]
  }

  private enum Answer {
    case value(Kept<Value>)
    /// The value, which is to be made anew.
    case old(Kept<Value>)
    case wait
    /// Wait, and make it.
    case make
  }

  private let freshFor: Duration?
  private let usableFor: Duration?
  private let cost: @Sendable (Value) -> Int
  private let state: Mutex<State>

  /// Room for so many bytes, of which a value takes as many as `cost` guesses. A value is made anew after `freshFor`,
  /// `nil` for only when something changes; for `staleFor` more it is given out while that happens, `nil` for however
  /// long it takes.
  package init(
    capacityBytes: Int, freshFor: Duration? = nil, staleFor: Duration? = nil,
    cost: @escaping @Sendable (Value) -> Int
  ) {
    self.freshFor = freshFor
    usableFor = staleFor.flatMap { stale in freshFor.map { $0 + stale } }
    self.cost = cost
    state = Mutex(State(entries: TaggedMap(capacityBytes: capacityBytes)))
  }

  /// The value, as of the last change that was told before the call. Throws what `make` throws, to all who wait for it;
  /// that is not kept.
  package func value(_ key: Key, make: @escaping Make) async throws -> Kept<Value> {
    switch state.withLock({ DependentCache.find(key, &$0, freshFor, usableFor) }) {
    case .value(let kept)?: return kept
    case .old(let kept)?:
      // Begun at once: by the time that the task runs somebody else's may have made it.
      if begins(key) { Task.detached { [self] in await run(key, make) } }
      return kept
    default: break
    }
    return try await withCheckedThrowingContinuation { continuation in
      let answer = state.withLock { state -> Answer in
        // It may have come in between.
        if case .value(let kept)? = DependentCache.find(key, &state, freshFor, usableFor) {
          return .value(kept)
        }
        let begins = state.makings[key] == nil
        let waiter = Waiter(cameAfter: state.changes.last, continuation: continuation)
        state.makings[key, default: Making(beganAfter: state.changes.last)].waiters.append(waiter)
        return begins ? .make : .wait
      }
      switch answer {
      case .value(let kept), .old(let kept): continuation.resume(returning: kept)
      case .make: Task.detached { [self] in await run(key, make) }
      case .wait: break
      }
    }
  }

  /// Makes the value anew, while the last one is given out, and returns then. Does nothing when it is being made.
  package func refresh(_ key: Key, make: @escaping Make) async {
    if begins(key) { await run(key, make) }
  }

  /// False when it is being made.
  private func begins(_ key: Key) -> Bool {
    state.withLock { state in
      guard state.makings[key] == nil else { return false }
      state.makings[key] = Making(beganAfter: state.changes.last)
      return true
    }
  }

  /// Forgets the values that depend on one of these things; an empty set is everything. What is being made of them is
  /// made once more for whoever comes after this.
  package func forget(_ tags: Set<CacheTag>) {
    state.withLock { state in
      state.changes.note(tags)
      state.entries.forget(tags)
    }
  }

  /// Bytes that the values take, as their costs were guessed.
  package var bytes: Int { state.withLock { $0.entries.bytes } }

  /// Values that are kept.
  package var count: Int { state.withLock { $0.entries.count } }

  private static func find(
    _ key: Key, _ state: inout State, _ freshFor: Duration?, _ usableFor: Duration?
  ) -> Answer? {
    guard let entry = state.entries.find(key) else { return nil }
    guard let freshFor else { return .value(entry.kept) }
    let age = ContinuousClock.now - entry.madeAt
    if age <= freshFor { return .value(entry.kept) }
    return age <= usableFor ?? age ? .old(entry.kept) : nil
  }

  private func run(_ key: Key, _ make: Make) async {
    while true {
      let result: Result<Kept<Value>, any Error>
      do {
        result = .success(try await make())
      } catch {
        result = .failure(error)
      }
      let (served, goesOn) = state.withLock { end(key, result, &$0) }
      for waiter in served { waiter.continuation.resume(with: result) }
      guard goesOn else { return }
    }
  }

  /// Who is served, and whether others have come after a change that the value doesn't know of.
  private func end(
    _ key: Key, _ result: Result<Kept<Value>, any Error>, _ state: inout State
  ) -> (served: [Waiter], goesOn: Bool) {
    guard let making = state.makings.removeValue(forKey: key) else { return ([], false) }
    guard case .success(let kept) = result else { return (making.waiters, false) }
    guard let change = state.changes.first(of: kept.tags, after: making.beganAfter) else {
      state.entries.store(
        key, Entry(kept: kept, madeAt: .now), tags: kept.tags, bytes: cost(kept.value))
      return (making.waiters, false)
    }
    let late = making.waiters.filter { $0.cameAfter >= change }
    if !late.isEmpty { state.makings[key] = Making(beganAfter: state.changes.last, waiters: late) }
    return (making.waiters.filter { $0.cameAfter < change }, !late.isEmpty)
  }
}
