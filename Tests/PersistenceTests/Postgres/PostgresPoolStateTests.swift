import TestSupport
import Testing

@testable import Persistence

private let start = ContinuousClock.now
private let size = 16

private func at(_ milliseconds: Int) -> ContinuousClock.Instant {
  start.advanced(by: .milliseconds(milliseconds))
}

/// Who of a pool does what, by itself: without a server, threads and time.
@Suite struct PostgresPoolStateTests {
  @Test func workGoesInOrderAndOnlyToThoseWithAConnection() throws {
    var pool = PoolSimulation(size: size, patience: .seconds(1000), now: start)
    let served = Numbers()
    for number in 0..<100 { try pool.put(number, served) }
    let opening = pool.takeOpening()
    #expect(served.all.isEmpty)
    pool.connect(opening)
    // One of them works for all, and nobody is overtaken.
    while case .serve(let work) = pool.step(opening[0]) { work.fail(DatabaseError.closed) }
    #expect(served.all == Array(0..<100))
  }

  @Test func afterARefusalOneAtATimeAsksAndTheOthersSleep() throws {
    var pool = PoolSimulation(size: size, patience: .seconds(1000), now: start)
    let served = Numbers()
    for number in 0..<100 { try pool.put(number, served) }
    let first = pool.takeOpening()
    #expect(first.count == 2)
    for seat in first { pool.refuse(seat) }
    #expect(pool.takeOpening().isEmpty)
    var attempts = 0
    for second in 1...60 {
      pool.now = at(second * 1000)
      let opening = pool.takeOpening()
      #expect(opening.count <= 1)
      attempts += opening.count
      for seat in opening { pool.refuse(seat) }
    }
    // Patience is longer here than the minute; a second is the longest pause.
    #expect(attempts >= 30 && attempts <= 60)
    #expect(served.all.isEmpty)
  }

  @Test func refusalsAndTheirEndAreToldOnce() throws {
    var pool = PoolSimulation(size: size, patience: .seconds(1000), now: start)
    let served = Numbers()
    for number in 0..<100 { try pool.put(number, served) }
    for second in 1...30 {
      for seat in pool.takeOpening() { pool.refuse(seat) }
      pool.now = at(second * 1000)
    }
    #expect(pool.refusalsTold == 1)
    pool.connect(pool.takeOpening())
    #expect(pool.returnsTold == 1)
  }

  @Test func workIsGivenBackInTimeWhenNobodyHasAConnection() throws {
    var pool = PoolSimulation(size: size, patience: .seconds(10), now: start)
    let served = Numbers()
    try pool.put(0, served)
    pool.now = at(4_000)
    try pool.put(1, served)
    pool.now = at(9_999)
    pool.settle()
    #expect(served.all == [])
    pool.now = at(10_000)
    pool.settle()
    #expect(served.all == [0])
    pool.now = at(14_000)
    pool.settle()
    #expect(served.all == [0, 1])
  }

  @Test func workWaitsForConnectionsThatAreBusyAndCountsFromTheirLoss() throws {
    var pool = PoolSimulation(size: size, patience: .seconds(10), now: start)
    let served = Numbers()
    try pool.put(0, served)
    let opening = pool.takeOpening()
    pool.connect(opening)
    guard case .serve = pool.step(opening[0]) else {
      Issue.record("expected work")
      return
    }
    try pool.put(1, served)
    pool.now = at(60_000)
    pool.settle()
    #expect(served.all.isEmpty)
    pool.lose(opening[0])
    pool.now = at(69_999)
    pool.settle()
    #expect(served.all.isEmpty)
    pool.now = at(70_000)
    pool.settle()
    // What was in hand came back and waits in front of what came later.
    #expect(served.all == [0, 1])
  }

  @Test func aPoolThatIsGivenConnectionsDoubles() throws {
    var pool = PoolSimulation(size: size, patience: .seconds(1000), now: start)
    let served = Numbers()
    for number in 0..<100 { try pool.put(number, served) }
    var sizes: [Int] = []
    while pool.connected.count < size {
      pool.connect(pool.takeOpening())
      sizes.append(pool.connected.count)
    }
    #expect(sizes == [2, 4, 8, 16])
  }

  /// Whatever happens in whatever order: nothing waits while a connection sleeps, there are never more of them
  /// than there may be, everything is done or given back, and every thread ends.
  @Test(arguments: 0..<40)
  func nothingWaitsWhileAConnectionSleeps(_ seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    var pool = PoolSimulation(size: size, patience: .seconds(10), now: start)
    let served = Numbers()
    var put = 0
    for round in 0..<3_000 {
      pool.now = pool.now.advanced(by: .milliseconds(Int.random(in: 0...40, using: &dice)))
      switch Int.random(in: 0..<10, using: &dice) {
      case 0..<4 where round < 2_500:
        try pool.put(put, served)
        put += 1
      case 4..<9: pool.runOne(&dice)
      default: pool.settle()
      }
      #expect(pool.opening.count + pool.connected.count <= size)
      // Those that were woken come for their work sooner or later; without any, nobody may be asleep over it.
      if !pool.hasWoken { #expect(pool.state.waiting == 0 || pool.sleepsConnected.isEmpty) }
    }
    pool.close()
    for _ in 0..<200_000 where pool.ended < size {
      pool.now = pool.now.advanced(by: .milliseconds(20))
      pool.settle()
      pool.runOne(&dice)
    }
    #expect(pool.ended == size)
    #expect(pool.state.waiting == 0)
    #expect(served.all.sorted() == Array(0..<put))
  }
}
