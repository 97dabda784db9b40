import Kernel
import Synchronization

/// What is enqueued by the work of a runner, as the letters about an event, becomes that runner's in the transaction that
/// enqueues it: nobody has to look for it, and its row is not written a second time to claim it. A node that dies before
/// it begins leaves it to any node when the lease ends, as what was claimed in the table.
final class OwnClaims: Sendable {
  /// Those of the work that runs in this task; `nil` for requests and commands.
  @TaskLocal static var current: OwnClaims?

  let lease: JobID
  let leaseSeconds: Int64
  private let kinds: Set<String>
  /// Called when something was claimed and committed.
  private let committed: @Sendable (OwnClaims) -> Void
  private let state: Mutex<State>

  private struct State {
    var room: JobRoom
    var jobs: [ClaimedJob] = []
    var isOver = false
  }

  init(
    lease: JobID, leaseSeconds: Int64, kinds: Set<String>, room: JobRoom,
    committed: @escaping @Sendable (OwnClaims) -> Void
  ) {
    self.lease = lease
    self.committed = committed
    self.leaseSeconds = leaseSeconds
    self.kinds = kinds
    state = Mutex(State(room: room))
  }

  /// Which of these are claimed as they are inserted, by their places: those that are due and that this runner does, as
  /// far as there is room for their kinds.
  func places(of jobs: [NewJob], at now: Timestamp) -> Set<Int> {
    let fitting = jobs.indices.filter { jobs[$0].runAt <= now && kinds.contains(jobs[$0].kind) }
    return state.withLock { state in
      guard !state.isOver else { return [] }
      // What is rolled back keeps its room: there is enough of it, and soon there is more.
      return Set(fitting.filter { state.room.take(jobs[$0].kind) })
    }
  }

  /// They are committed.
  func keep(_ jobs: [ClaimedJob]) {
    guard !jobs.isEmpty else { return }
    state.withLock { $0.jobs += jobs }
    committed(self)
  }

  /// What was claimed and is in nobody's hands yet.
  func collect() -> [ClaimedJob] {
    state.withLock { state in
      defer { state.jobs = [] }
      return state.jobs
    }
  }

  /// Claims no more; answers with what is left.
  func finish() -> [ClaimedJob] {
    state.withLock { $0.isOver = true }
    return collect()
  }
}
