import Synchronization
import TestSupport

@testable import Persistence

/// Threads, server and time around the state of a pool: all in the test's hand.
struct PoolSimulation {
  private(set) var state: PostgresPoolState
  var now: ContinuousClock.Instant
  private(set) var connected: Set<Int> = []
  /// Told to open a connection and not yet done.
  private(set) var opening: Set<Int> = []
  private(set) var ended = 0
  private(set) var refusalsTold = 0
  private(set) var returnsTold = 0
  /// Awake, with nothing in hand.
  private var free: [Int]
  private var asleep: Set<Int> = []
  private var inHand: [Int: PostgresWork] = [:]

  init(size: Int, patience: Duration, now: ContinuousClock.Instant) {
    state = PostgresPoolState(size: size, patience: patience, surplusAfter: .seconds(3), now: now)
    self.now = now
    free = Array(0..<size)
  }

  var sleepsConnected: Set<Int> { asleep.intersection(connected) }
  /// Somebody with a connection is awake and has yet to ask for work.
  var hasWoken: Bool { free.contains { connected.contains($0) } }

  mutating func put(_ number: Int, _ served: Numbers) throws {
    let work = Work<Snapshot>(perform: { _ in {} }, fail: { _ in served.add(number) })
    try state.put(PostgresWork(.read(work, .latest), waitingSince: now))
    settle()
  }

  mutating func close() {
    state.close()
    settle()
  }

  /// What is done outside of the lock after each change.
  mutating func settle() {
    state.settle(now)
    for seat in state.effects.wakes where asleep.remove(seat) != nil { free.append(seat) }
    for work in state.effects.expired { work.fail(state.effects.expiry) }
    switch state.effects.news {
    case .refused: refusalsTold += 1
    case .givenAgain: returnsTold += 1
    case nil: break
    }
    state.effects = PostgresPoolState.Effects()
  }

  /// The seat asks what to do.
  mutating func step(_ seat: Int) -> PostgresPoolState.Step {
    free.removeAll { $0 == seat }
    let step = state.step(seat, isConnected: connected.contains(seat), now)
    switch step {
    case .serve(let work): inHand[seat] = work
    case .open: opening.insert(seat)
    case .close:
      connected.remove(seat)
      free.append(seat)
    case .sleep: asleep.insert(seat)
    case .end:
      connected.remove(seat)
      ended += 1
    }
    settle()
    return step
  }

  /// Lets all that are awake ask, and answers with those that are to open a connection.
  mutating func takeOpening() -> [Int] {
    settle()
    while let seat = free.first { _ = step(seat) }
    return opening.sorted()
  }

  mutating func connect(_ seats: [Int]) {
    for seat in seats {
      opening.remove(seat)
      connected.insert(seat)
      free.append(seat)
      state.opened(seat)
      settle()
    }
  }

  mutating func refuse(_ seat: Int) {
    opening.remove(seat)
    free.append(seat)
    state.refused(.unavailable("no"), now)
    settle()
  }

  /// The connection goes, with or without work in hand.
  mutating func lose(_ seat: Int) {
    connected.remove(seat)
    let work = inHand.removeValue(forKey: seat)
    if work != nil { free.append(seat) }
    state.lost(seat, work, now)
    settle()
  }

  /// Some thread goes on: asks, ends what it has in hand in one of the possible ways, or hears from the server.
  mutating func runOne(_ dice: inout SeededGenerator) {
    let seats = free + opening.sorted() + inHand.keys.sorted()
    guard let seat = seats.randomElement(using: &dice) else { return }
    let fate = Int.random(in: 0..<10, using: &dice)
    if opening.contains(seat) { return fate < 4 ? connect([seat]) : refuse(seat) }
    guard let work = inHand[seat] else {
      // Now and then a sleeper that was woken finds its connection gone.
      if connected.contains(seat), fate == 0 { return lose(seat) }
      _ = step(seat)
      return
    }
    if fate == 0 { return lose(seat) }
    inHand[seat] = nil
    free.append(seat)
    if fate > 2 {
      state.returns(seat)
      settle()
      return work.fail(DatabaseError.closed)
    }
    state.postpone(work, until: now.advanced(by: .milliseconds(fate * 30)))
    settle()
  }
}

/// What was served, in its order.
final class Numbers: Sendable {
  private let numbers = Mutex<[Int]>([])
  func add(_ number: Int) { numbers.withLock { $0.append(number) } }
  var all: [Int] { numbers.withLock { $0 } }
}
