import Foundation
import Kernel
import Synchronization
import Testing

@testable import Gateways

@Suite struct BlockingThreadsTests {
  @Test func runsAtMostAsManyAsItHasThreads() async throws {
    let threads = BlockingThreads(name: "test", count: 3, maximumWaiting: 1000)
    let running = Gauge()
    let results = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<60 {
        group.addTask {
          try await threads.run {
            running.enter()
            defer { running.leave() }
            usleep(2000)
            return number
          }
        }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(results.count == 60)
    #expect(running.highest == 3)
  }

  @Test func refusesWhenTooMuchWaits() async throws {
    let threads = BlockingThreads(name: "test", count: 1, maximumWaiting: 2)
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask {
          do {
            _ = try await threads.run { usleep(50_000) }
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(outcomes.contains(true) && outcomes.contains(false))
  }

  @Test func passesErrorsOn() async throws {
    let threads = BlockingThreads(name: "test", count: 1, maximumWaiting: 2)
    await #expect(throws: Problem(.notFound)) { try await threads.run { throw Problem(.notFound) } }
  }
}

private final class Gauge: Sendable {
  private let counts = Mutex((now: 0, highest: 0))

  var highest: Int { counts.withLock { $0.highest } }

  func enter() {
    counts.withLock { counts in
      counts.now += 1
      counts.highest = max(counts.highest, counts.now)
    }
  }

  func leave() { counts.withLock { $0.now -= 1 } }
}
