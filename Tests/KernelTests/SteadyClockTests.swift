import Kernel
import Synchronization
import Testing

/// A wall and a stopwatch that a test moves.
private final class Instruments: Sendable {
  private let times = Mutex((wall: Int64(1_000_000), passed: Int64(5_000)))

  var clock: SteadyClock {
    SteadyClock(wall: { self.times.withLock { $0.wall } }, passed: { self.times.withLock { $0.passed } })
  }

  func pass(seconds: Int64) {
    times.withLock { $0 = (wall: $0.wall + seconds * 1000, passed: $0.passed + seconds * 1000) }
  }

  func turn(seconds: Int64) { times.withLock { $0.wall += seconds * 1000 } }

  var wall: Timestamp { Timestamp(milliseconds: times.withLock { $0.wall }) }
}

struct SteadyClockTests {
  private static let twoDays: Int64 = 2 * 24 * 60 * 60

  @Test(arguments: [twoDays, -twoDays]) func aLeapThatIsTakenBackIsNotSeen(_ leap: Int64) {
    let instruments = Instruments()
    let clock = instruments.clock
    let start = clock.now()
    instruments.turn(seconds: leap)
    for second in 1...50 as ClosedRange<Int64> {
      instruments.pass(seconds: 1)
      #expect(clock.now() == start.adding(seconds: second))
    }
    instruments.turn(seconds: -leap)
    instruments.pass(seconds: 100)
    #expect(clock.now() == start.adding(seconds: 150) && clock.now() == instruments.wall)
    // It was not counted towards the next one.
    instruments.turn(seconds: leap)
    #expect(clock.now() == start.adding(seconds: 150))
    instruments.pass(seconds: 30)
    #expect(clock.now() == start.adding(seconds: 180))
  }

  @Test(arguments: [twoDays, -twoDays]) func aTimeThatStandsIsBelieved(_ leap: Int64) {
    let instruments = Instruments()
    let clock = instruments.clock
    _ = clock.now()
    instruments.turn(seconds: leap)
    _ = clock.now()
    instruments.pass(seconds: 61)
    #expect(clock.now() == instruments.wall)
    instruments.pass(seconds: 1)
    #expect(clock.now() == instruments.wall)
  }

  @Test func smallCorrectionsAreFollowed() {
    let instruments = Instruments()
    let clock = instruments.clock
    for correction in [1, -1, 2, -2] as [Int64] {
      instruments.turn(seconds: correction)
      #expect(clock.now() == instruments.wall)
    }
  }

  @Test(.timeLimit(.minutes(10))) func theMachinesClockGoesOn() async throws {
    let start = Clock.system.now()
    while Clock.system.now() <= start { try await Task.sleep(for: .milliseconds(1)) }
  }
}
