import Kernel

private let firstPauseMilliseconds: Int64 = 50
/// Between attempts to connect when there is no connection at all.
private let longestPauseMilliseconds: Int64 = 1_000
/// Between attempts to have one more connection than the server gave so far.
private let longestPauseWithConnectionsMilliseconds: Int64 = 5_000
/// Connections that are opened at the same time at first.
private let firstOpening = 2

/// Who of a pool does what next. Each seat is a thread that has a connection or has none; only those with one
/// take work, so nothing waits behind a server that refuses. Time comes in, and what is to be done outside of
/// the lock goes out in `effects`.
struct PostgresPoolState: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// What a thread does next.
  enum Step: Sendable {
    case serve(PostgresWork)
    case open
    case close
    case sleep
    case end
  }

  /// What is done once the lock is free.
  struct Effects: Sendable {
    var wakes: [Int] = []
    var wakesKeeper = false
    var expired: [PostgresWork] = []
    var expiry = DatabaseError.unavailable("no connection to PostgreSQL")
    var news: News?
  }

  /// What is worth a line in the log.
  enum News: Sendable {
    case refused(DatabaseError)
    case givenAgain
  }

  /// What a thread is doing. Who is `awake` has a connection and is about to ask for work.
  private enum Seat: Sendable { case working, idle, awake, surplus, resting, opening }

  let patience: Duration
  let surplusAfter: Duration
  var effects = Effects()
  /// Open connections, those that sleep included.
  private(set) var connected = 0
  private(set) var isClosed = false
  private var line = WaitingLine<PostgresWork>()
  /// Runs again a little later; the earliest first.
  private var postponed: [(work: PostgresWork, due: Instant)] = []
  private var seats: [Seat]
  /// With a connection, without work; who worked last comes first, so that the others become surplus.
  private var idle: [(seat: Int, since: Instant)] = []
  private var resting: [Int] = []
  private var awake = 0
  private var opening = 0
  private var living: Int
  /// Refusals since the server last gave a connection.
  private var refusals = 0
  private var lastRefusal: DatabaseError?
  private var retryAt: Instant
  private var unconnectedSince: Instant
  private var keeperWakesAt: Instant?

  init(size: Int, patience: Duration, surplusAfter: Duration, now: Instant) {
    self.patience = patience
    self.surplusAfter = surplusAfter
    seats = Array(repeating: .working, count: size)
    living = size
    retryAt = now
    unconnectedSince = now
  }

  var size: Int { seats.count }
  /// Work that could be taken now.
  var waiting: Int { line.count }
  private var isOver: Bool { isClosed && line.isEmpty && postponed.isEmpty }

  // MARK: Work

  /// Takes work in. Throws `DatabaseError.closed`, or `.busy` when too much is waiting.
  mutating func put(_ work: PostgresWork) throws(DatabaseError) {
    if isClosed { throw .closed }
    if line.isFull { throw .busy("\(line.count) closures are waiting") }
    line.append(work)
  }

  /// Lets work run again a little later, without a connection that waits with it.
  mutating func postpone(_ work: PostgresWork, until due: Instant) {
    let place = postponed.firstIndex { $0.due > due } ?? postponed.endIndex
    postponed.insert((work, due), at: place)
  }

  /// Takes no more work; what waits is still done.
  mutating func close() { isClosed = true }

  // MARK: Seats

  /// What the thread of this seat, which is free now, does next.
  mutating func step(_ seat: Int, isConnected: Bool, _ now: Instant) -> Step {
    let past = leave(seat)
    if isConnected {
      if past == .surplus { return .close }
      if let work = line.takeFirst() { return .serve(work) }
      if isOver {
        connected -= 1
        living -= 1
        return .end
      }
      idle.append((seat, now))
      seats[seat] = .idle
      return .sleep
    }
    if past == .opening { return .open }
    if isOver {
      living -= 1
      return .end
    }
    resting.append(seat)
    seats[seat] = .resting
    return .sleep
  }

  /// The seat has done its work and asks for the next in a moment. Its caller hears of it in between, and what
  /// that one asks for next needs no other connection.
  mutating func returns(_ seat: Int) {
    seats[seat] = .awake
    awake += 1
  }

  /// The seat has the connection that it was told to open.
  mutating func opened(_ seat: Int) {
    opening -= 1
    connected += 1
    returns(seat)
    if refusals > 0 { effects.news = .givenAgain }
    refusals = 0
  }

  /// The server gave no connection.
  mutating func refused(_ error: DatabaseError, _ now: Instant) {
    opening -= 1
    refusals += 1
    lastRefusal = error
    if refusals == 1 { effects.news = .refused(error) }
    let longest = connected == 0 ? longestPauseMilliseconds : longestPauseWithConnectionsMilliseconds
    let pause = min(firstPauseMilliseconds << Int64(min(refusals - 1, 10)), longest)
    retryAt = now.advanced(by: .milliseconds(Int64.random(in: pause / 2...pause)))
  }

  /// The seat's connection is gone; the work that it had, if any, is the first to be done by another.
  mutating func lost(_ seat: Int, _ work: PostgresWork?, _ now: Instant) {
    // A surplus connection was counted out when it was called so.
    if leave(seat) != .surplus { connected -= 1 }
    if let work { line.putBack(work) }
    // What the server took away it may give again at once.
    retryAt = now
    guard connected == 0 else { return }
    unconnectedSince = now
    refusals = 0
  }

  private mutating func leave(_ seat: Int) -> Seat {
    let past = seats[seat]
    seats[seat] = .working
    if past == .awake { awake -= 1 }
    return past
  }

  // MARK: Balance

  /// Follows every change: wakes those that are needed and lets go of what has waited too long.
  mutating func settle(_ now: Instant) {
    while let first = postponed.first, first.due <= now {
      postponed.removeFirst()
      line.putBack(first.work)
    }
    expire(now)
    retire(now)
    while line.count > awake, let (seat, _) = idle.popLast() { wake(seat, .awake) }
    while wantsConnection, now >= retryAt, let seat = resting.popLast() { wake(seat, .opening) }
    if isOver {
      while let (seat, _) = idle.popLast() { wake(seat, .awake) }
      while let seat = resting.popLast() { wake(seat, .working) }
    }
    if living == 0 { effects.wakesKeeper = true }
    guard let next = nextChange else { return }
    if let keeperWakesAt, keeperWakesAt <= next { return }
    keeperWakesAt = next
    effects.wakesKeeper = true
  }

  /// Settles and says how long the keeper may sleep: until the moment when time alone changes something.
  mutating func rest(_ now: Instant) -> KeeperRest {
    settle(now)
    effects.wakesKeeper = false
    if living == 0 { return .end }
    keeperWakesAt = nextChange
    return keeperWakesAt.map { .atMost(now.duration(to: $0)) } ?? .untilWoken
  }

  enum KeeperRest: Sendable {
    case end
    case untilWoken
    case atMost(Duration)
  }

  private mutating func wake(_ seat: Int, _ reason: Seat) {
    seats[seat] = reason
    if reason == .awake { awake += 1 }
    if reason == .opening { opening += 1 }
    effects.wakes.append(seat)
  }

  /// More work waits than there are connections on their way to it. While the server gives them the pool may
  /// double at once, as one may take seconds with a dead host before the living one; after a refusal one at a
  /// time asks.
  private var wantsConnection: Bool {
    let most = refusals == 0 ? max(firstOpening, connected) : 1
    return line.count > awake + opening && opening < most && !resting.isEmpty
  }

  /// Nobody takes work while there is no connection, so it is given back here when its time has come.
  private mutating func expire(_ now: Instant) {
    guard connected == 0 else { return }
    while let first = line.first, expiry(of: first) <= now {
      if let work = line.takeFirst() { effects.expired.append(work) }
      if let lastRefusal { effects.expiry = lastRefusal }
    }
  }

  private func expiry(of work: PostgresWork) -> Instant {
    max(work.waitingSince, unconnectedSince).advanced(by: patience)
  }

  private mutating func retire(_ now: Instant) {
    while connected > 1, let first = idle.first, first.since.advanced(by: surplusAfter) <= now {
      idle.removeFirst()
      connected -= 1
      wake(first.seat, .surplus)
    }
  }

  private var nextChange: Instant? {
    var next = postponed.first?.due
    func consider(_ moment: Instant) { next = min(next ?? moment, moment) }
    if connected == 0, let first = line.first { consider(expiry(of: first)) }
    if wantsConnection { consider(retryAt) }
    if connected > 1, let first = idle.first { consider(first.since.advanced(by: surplusAfter)) }
    return next
  }
}
