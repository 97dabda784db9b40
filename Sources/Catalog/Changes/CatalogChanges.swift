import Kernel
import Persistence
import Synchronization

/// How often it is looked what other nodes have changed, besides when they say so.
private let usualPollMilliseconds = 500
/// Changes that come one after the other are announced together.
private let announcingMilliseconds = 20
/// After a look that failed, as long as somebody waits.
private let retryMilliseconds: Int64 = 50

/// Tells this node what changed in the catalogue, whichever node changed it: what was changed here after its commit when
/// somebody is about to read it or `run` runs, the rest while `run` runs: on PostgreSQL when the other node announces it,
/// and twice a second.
package final class CatalogChanges: Sendable {
  /// Is told what changed, one call after the other in the order of the changes. An empty set means that changes may have
  /// been missed: anything may be another.
  package typealias Listener = @Sendable (Set<CatalogSubject>) async -> Void

  private struct State {
    var position: ChangePosition?
    var listeners: [(listener: Listener, isSource: Bool)] = []
    /// Whether what listeners read from is another, without a change.
    var retells = false
    var waiting: [Int: (goal: UInt64, continuation: CheckedContinuation<Void, Never>)] = [:]
    var nextWaiting = 0
    /// How many `run`.
    var followers = 0
    var isLooking = false
    var looksAgain = false
    var isAnnouncing = false
    var announcesAgain = false
  }

  private let database: Database
  private let counter = Atomic<UInt64>(0)
  private let told = Atomic<UInt64>(0)
  private let state = Mutex(State())

  /// Nobody waits longer for a change to be told.
  let longestWait: Duration
  private let pollMilliseconds: Int

  /// The changes of this database's catalogue, for which nobody waits longer than this. Nothing is read before somebody
  /// follows or waits.
  package convenience init(_ database: Database, longestWait: Duration) {
    self.init(database, longestWait: longestWait, pollMilliseconds: usualPollMilliseconds)
  }

  /// The same with another pause between two looks.
  init(_ database: Database, longestWait: Duration, pollMilliseconds: Int) {
    self.database = database
    self.longestWait = longestWait
    self.pollMilliseconds = pollMilliseconds
  }

  /// Counts the commits of this node that changed the catalogue.
  package var target: UInt64 { counter.load(ordering: .acquiring) }

  /// Tells a listener all changes from now on.
  package func subscribe(_ listener: @escaping Listener) {
    state.withLock { $0.listeners.append((listener, false)) }
  }

  /// The same for what others read from, which may be behind for a while; it calls `retell` when it is no more.
  func subscribeAsSource(_ listener: @escaping Listener) {
    state.withLock { $0.listeners.append((listener, true)) }
  }

  /// Has the listeners besides sources told that anything may have changed.
  func retell() {
    state.withLock { $0.retells = true }
    beginLooking()
  }

  /// Notes a change that no trigger sees, in the transaction that makes it. Throws `DatabaseError`.
  package func note(_ subject: CatalogSubject, _ tx: Transaction) throws {
    try ChangeLog.insert(subject, tx)
    look(after: tx)
  }

  /// Lets `reached` wait for what the triggers have noted of this transaction.
  package func look(after tx: Transaction) {
    tx.afterCommit { [self] in
      counter.add(1, ordering: .acquiringAndReleasing)
      guard state.withLock({ $0.followers > 0 }) else { return }
      beginLooking()
      beginAnnouncing()
    }
  }

  /// Begins with the changes that come after this; for a program that keeps nothing of the catalogue yet. Without it the
  /// first look tells that changes may have been missed. Throws `DatabaseError`.
  package func begin() async throws {
    let position = try await database.read { try ChangeLog.position($0) }
    state.withLock { state in
      if state.position == nil { state.position = position }
    }
  }

  /// Follows the changes of all nodes until its task is cancelled.
  package func run() async {
    state.withLock { $0.followers += 1 }
    let listening = database.listen(to: .catalog) { [weak self] in self?.beginLooking() }
    while !Task.isCancelled {
      beginLooking()
      try? await Task.sleep(for: .milliseconds(pollMilliseconds))
    }
    listening?.stop()
    state.withLock { $0.followers -= 1 }
  }

  /// Returns when the listeners were told all changes that this node had committed before the call, after the longest wait
  /// in any case. Listeners must not wait for it.
  package func reached() async {
    let goal = target
    if told.load(ordering: .acquiring) >= goal { return }
    await wait(for: goal)
  }

  /// Returns when the listeners were told all changes that any node had committed before the call, after the longest wait
  /// in any case. Listeners must not wait for it.
  package func catchUp() async {
    counter.add(1, ordering: .acquiringAndReleasing)
    await reached()
  }

  /// Looks once and tells what there is. False when the database did not answer.
  private func lookOnce() async -> Bool {
    let goal = target
    let position = state.withLock { $0.position }
    let found: (subjects: Set<CatalogSubject>, position: ChangePosition, isGap: Bool)
    do {
      found = try await database.read { snapshot in
        guard let position else { return ([], try ChangeLog.position(snapshot), true) }
        return try ChangeLog.changes(after: position, snapshot)
      }
    } catch {
      return false
    }
    let (listeners, retells) = state.withLock { state in
      defer { state.retells = false }
      return (state.listeners, state.retells)
    }
    for (listener, isSource) in listeners {
      let isAll = found.isGap || (retells && !isSource)
      if isAll || !found.subjects.isEmpty { await listener(isAll ? [] : found.subjects) }
    }
    let done = state.withLock { state in
      state.position = found.position
      told.store(goal, ordering: .releasing)
      let done = state.waiting.filter { $0.value.goal <= goal }
      for key in done.keys { state.waiting[key] = nil }
      return done.values.map(\.continuation)
    }
    for continuation in done { continuation.resume() }
    return true
  }

  /// One look at a time; whoever asks meanwhile has it repeated.
  private func beginLooking() {
    let begins = state.withLock { state in
      state.looksAgain = state.isLooking
      defer { state.isLooking = true }
      return !state.isLooking
    }
    if begins { Task.detached { [self] in await lookUntilQuiet() } }
  }

  private func lookUntilQuiet() async {
    while true {
      let isDone = await lookOnce()
      let goesOn = state.withLock { state in
        let goesOn = state.looksAgain || !state.waiting.isEmpty
        state.looksAgain = false
        state.isLooking = goesOn
        return goesOn
      }
      guard goesOn else { return }
      if !isDone { try? await Task.sleep(for: .milliseconds(retryMilliseconds)) }
    }
  }

  /// Tells the other nodes, after the commit and beside it: an announcement within a transaction would make it wait for all
  /// others that announce something.
  private func beginAnnouncing() {
    guard database.engine == .postgres else { return }
    let begins = state.withLock { state in
      state.announcesAgain = state.isAnnouncing
      defer { state.isAnnouncing = true }
      return !state.isAnnouncing
    }
    if begins { Task.detached { [self] in await announceUntilQuiet() } }
  }

  private func announceUntilQuiet() async {
    while true {
      // One that is lost is made up for by the next look.
      try? await database.announce(.catalog)
      try? await Task.sleep(for: .milliseconds(announcingMilliseconds))
      let goesOn = state.withLock { state in
        state.isAnnouncing = state.announcesAgain
        defer { state.announcesAgain = false }
        return state.announcesAgain
      }
      guard goesOn else { return }
    }
  }

  private func wait(for goal: UInt64) async {
    await withCheckedContinuation { continuation in
      let key: Int? = state.withLock { state in
        if told.load(ordering: .acquiring) >= goal { return nil }
        state.nextWaiting += 1
        state.waiting[state.nextWaiting] = (goal, continuation)
        return state.nextWaiting
      }
      guard let key else { return continuation.resume() }
      beginLooking()
      Task.detached { [self] in
        try? await Task.sleep(for: longestWait)
        state.withLock { $0.waiting.removeValue(forKey: key) }?.continuation.resume()
      }
    }
  }
}
