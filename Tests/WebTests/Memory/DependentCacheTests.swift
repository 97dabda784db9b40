import Synchronization
import Testing

@testable import Web

private let lamp = CacheTag("lamp")
private let vase = CacheTag("vase")
private let readers = 200

/// Values in memory and what they depend on.
@Suite struct DependentCacheTests {
  @Test func aChangeEmptiesWhatDependsOnItAndNothingElse() async throws {
    let cache = Self.cache()
    for (key, tags) in [("a", [lamp]), ("b", [vase]), ("c", [lamp, vase]), ("d", [])]
      as [(String, [CacheTag])]
    {
      #expect(try await cache.value(key) { Kept(1, while: Set(tags)) }.value == 1)
    }
    cache.forget([lamp])
    #expect(cache.count == 2)
    #expect(try await cache.value("a") { Kept(2, while: [lamp]) }.value == 2)
    #expect(try await cache.value("b") { Kept(2, while: [vase]) }.value == 1)
    #expect(try await cache.value("c") { Kept(2, while: [lamp]) }.value == 2)
    #expect(try await cache.value("d") { Kept(2, while: []) }.value == 1)
    // "c" does not depend on it any more.
    cache.forget([vase])
    #expect(try await cache.value("c") { Kept(3, while: [lamp]) }.value == 2)
    cache.forget([])
    #expect(cache.count == 0 && cache.bytes == 0)
  }

  @Test func manyReadersHaveItMadeOnce() async throws {
    let (cache, gate, made) = (Self.cache(), Gate(), Calls())
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<readers {
        group.addTask {
          try await cache.value("a") {
            await gate.pass()
            return Kept(made.next(), while: [lamp])
          }.value
        }
      }
      try await Task.sleep(for: .milliseconds(50))
      await gate.open()
      for try await value in group { #expect(value == 1) }
    }
    #expect(made.count == 1)
  }

  @Test func anOldValueIsGivenOutWhileANewOneIsMade() async throws {
    let (gate, made) = (Gate(), Calls())
    let cache = Self.cache(freshFor: .milliseconds(1), staleFor: nil)
    #expect(try await cache.value("a") { Kept(0, while: [lamp]) }.value == 0)
    try await Task.sleep(for: .milliseconds(20))
    for _ in 0..<5 {
      let value = try await cache.value("a") {
        await gate.pass()
        return Kept(made.next(), while: [lamp])
      }.value
      #expect(value == 0)
    }
    await gate.open()
    for _ in 0..<200 where try await cache.value("a", make: { Kept(9, while: []) }).value == 0 {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(made.count == 1)
    // What has changed is not given out, however fresh it is.
    cache.forget([lamp])
    cache.forget([])
    #expect(try await cache.value("b") { Kept(5, while: []) }.value == 5)
  }

  @Test func aValueThatIsTooOldIsWaitedFor() async throws {
    let cache = Self.cache(freshFor: .milliseconds(1), staleFor: .milliseconds(1))
    _ = try await cache.value("a") { Kept(1, while: []) }
    try await Task.sleep(for: .milliseconds(30))
    #expect(try await cache.value("a") { Kept(2, while: []) }.value == 2)
  }

  @Test func whatChangedWhileItWasMadeIsMadeAgainForThoseWhoCameLater() async throws {
    let (cache, gate, made) = (Self.cache(), Gate(), Calls())
    let make: DependentCache<String, Int>.Make = {
      let number = made.next()
      await gate.pass()
      return Kept(number, while: [lamp])
    }
    async let before = cache.value("a", make: make).value
    while made.count == 0 { await Task.yield() }
    cache.forget([vase])
    cache.forget([lamp])
    async let after = cache.value("a", make: make).value
    try await Task.sleep(for: .milliseconds(20))
    await gate.open()
    #expect(try await before == 1)
    #expect(try await after == 2)
    #expect(try await cache.value("a", make: make).value == 2)
    #expect(made.count == 2)
  }

  @Test func whatChangedWhileItWasMadeIsNotKept() async throws {
    let (cache, gate, made) = (Self.cache(), Gate(), Calls())
    async let value = cache.value("a") {
      _ = made.next()
      await gate.pass()
      return Kept(1, while: [lamp])
    }.value
    while made.count == 0 { await Task.yield() }
    cache.forget([lamp])
    await gate.open()
    #expect(try await value == 1)
    #expect(cache.count == 0)
  }

  @Test func aFailureIsToldToAllWhoWaitAndNotKept() async throws {
    let (cache, gate, made) = (Self.cache(), Gate(), Calls())
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<readers {
        group.addTask {
          do {
            _ = try await cache.value("a") {
              _ = made.next()
              await gate.pass()
              throw Broken()
            }
            return false
          } catch {
            return error is Broken
          }
        }
      }
      try? await Task.sleep(for: .milliseconds(50))
      await gate.open()
      for await isBroken in group { #expect(isBroken) }
    }
    #expect(made.count == 1)
    #expect(try await cache.value("a") { Kept(7, while: []) }.value == 7)
  }

  @Test func whoeverGivesUpLeavesTheValueToTheOthers() async throws {
    let (cache, gate, made) = (Self.cache(), Gate(), Calls())
    let make: DependentCache<String, Int>.Make = {
      let number = made.next()
      await gate.pass()
      try Task.checkCancellation()
      return Kept(number, while: [])
    }
    let first = Task { try await cache.value("a", make: make).value }
    while made.count == 0 { await Task.yield() }
    async let second = cache.value("a", make: make).value
    first.cancel()
    await gate.open()
    #expect(try await second == 1)
    #expect(made.count == 1)
  }

  @Test func itHoldsNoMoreThanItHasRoomFor() async throws {
    let cache = DependentCache<Int, Int>(capacityBytes: 1_000) { $0 }
    for key in 0..<500 {
      _ = try await cache.value(key) { Kept(100, while: [lamp]) }
      // The first one is used all the time, so it stays.
      #expect(try await cache.value(0) { Kept(99, while: []) }.value == 100)
      #expect(cache.bytes <= 1_000)
    }
    #expect(cache.count == 10)
    // One that would push out many is given out and not kept.
    #expect(try await cache.value(-1) { Kept(900, while: []) }.value == 900)
    #expect(cache.count == 10)
  }

  @Test func changesThatNobodyRemembersCountForEverything() {
    var changes = RecentChanges()
    #expect(changes.first(of: [lamp], after: 0) == nil)
    changes.note([vase])
    changes.note([lamp])
    #expect(changes.first(of: [lamp], after: 0) == 2)
    #expect(changes.first(of: [lamp], after: 2) == nil)
    #expect(changes.first(of: [.anything], after: 0) == 1)
    changes.note([])
    #expect(changes.first(of: [], after: 2) == 3)
    for _ in 0..<5_000 { changes.note([vase]) }
    #expect(changes.first(of: [lamp], after: 3) == 4)
    #expect(changes.first(of: [lamp], after: changes.last) == nil)
    #expect(changes.first(of: [lamp], after: changes.last - 10) == nil)
  }

  private static func cache(
    freshFor: Duration? = nil, staleFor: Duration? = nil
  ) -> DependentCache<String, Int> {
    DependentCache(capacityBytes: 100_000, freshFor: freshFor, staleFor: staleFor) { _ in 10 }
  }

  private struct Broken: Error {}
}

/// Holds everybody up until it is opened.
private actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func pass() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
