import Dispatch
import Kernel
import Logging
import Synchronization

/// The connections to one server and the work that waits for them. `PostgresPoolState` decides; this hands its
/// decisions to the threads, which sleep at a semaphore each.
final class PostgresPool: Sendable {
  /// When the connections' plans are old.
  let plans: PostgresPlans
  private let state: Mutex<PostgresPoolState>
  private let alarms: [DispatchSemaphore]
  private let keeperAlarm = DispatchSemaphore(value: 0)
  private let logger: Logger

  init(size: Int, configuration: DatabaseConfiguration, logger: Logger) {
    state = Mutex(
      PostgresPoolState(
        size: size, patience: .milliseconds(configuration.patienceMilliseconds),
        surplusAfter: .milliseconds(configuration.surplusMilliseconds), now: .now))
    plans = PostgresPlans(
      interval: configuration.planLookMilliseconds.map { .milliseconds($0) }, now: .now)
    alarms = (0..<size).map { _ in DispatchSemaphore(value: 0) }
    self.logger = logger
  }

  /// Open connections, idle ones included.
  var connections: Int { state.withLock { $0.connected } }

  /// Takes work in. Throws `DatabaseError.closed`, or `.busy` when too much is waiting.
  func put(_ work: PostgresWork) throws(DatabaseError) {
    let problem: DatabaseError? = change { state, _ in
      do throws(DatabaseError) {
        try state.put(work)
        return nil
      } catch {
        return error
      }
    }
    if let problem { throw problem }
  }

  /// Lets work run again after a pause.
  func postpone(_ work: PostgresWork, milliseconds: Int64) {
    change { state, now in state.postpone(work, until: now.advanced(by: .milliseconds(milliseconds))) }
  }

  /// Takes no more work; threads end when what waits is done.
  func close() { change { state, _ in state.close() } }

  // MARK: Threads

  /// What the thread of this seat does next.
  func step(_ seat: Int, isConnected: Bool) -> PostgresPoolState.Step {
    change { state, now in state.step(seat, isConnected: isConnected, now) }
  }

  /// Returns when the pool needs this seat.
  func sleep(_ seat: Int) { alarms[seat].wait() }

  /// A seat has done its work and asks for the next after it told the caller.
  func returns(_ seat: Int) { change { state, _ in state.returns(seat) } }

  /// A seat has opened its connection.
  func opened(_ seat: Int) { change { state, _ in state.opened(seat) } }

  /// A seat could not open its connection.
  func refused(_ error: DatabaseError) { change { state, now in state.refused(error, now) } }

  /// A seat has lost its connection, and could not do this work.
  func lost(_ seat: Int, _ work: PostgresWork? = nil) {
    change { state, now in state.lost(seat, work, now) }
  }

  /// The keeper's thread: does what is to be done because time goes by. Returns after all seats ended.
  func keep() {
    while true {
      switch change({ state, now in state.rest(now) }) {
      case .end: return
      case .untilWoken: keeperAlarm.wait()
      // One more, as the part of a millisecond is cut off.
      case .atMost(let duration):
        _ = keeperAlarm.wait(timeout: .now() + .milliseconds(duration.milliseconds + 1))
      }
    }
  }

  private func change<T: Sendable>(
    _ body: (inout PostgresPoolState, ContinuousClock.Instant) -> T
  ) -> T {
    let now = ContinuousClock.Instant.now
    let (value, effects, connected) = state.withLock { state in
      let value = body(&state, now)
      state.settle(now)
      let effects = state.effects
      state.effects = PostgresPoolState.Effects()
      return (value, effects, state.connected)
    }
    for seat in effects.wakes { alarms[seat].signal() }
    if effects.wakesKeeper { keeperAlarm.signal() }
    for work in effects.expired { work.fail(effects.expiry) }
    if let news = effects.news { tell(news, connected) }
    return value
  }

  /// One line when the server begins to refuse and one when it gives again, not one for each attempt.
  private func tell(_ news: PostgresPoolState.News, _ connected: Int) {
    let counts: Logger.Metadata = ["open": "\(connected)", "wanted": "\(alarms.count)"]
    switch news {
    case .refused(let error):
      logger.warning(
        connected == 0 ? "no connection to PostgreSQL" : "PostgreSQL gives no more connections",
        metadata: counts.merging(["reason": "\(error)"]) { $1 })
    case .givenAgain: logger.notice("PostgreSQL gives connections again", metadata: counts)
    }
  }
}

extension Duration {
  fileprivate var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
