import Dispatch
import Foundation
import Kernel
import MarketSupport
import Persistence
import Synchronization
import TestSupport
import Testing
import Vendors

@testable import Catalog

private let patienceSeconds = 20.0
private let keptSeconds: Int64 = 3_600

/// The order in which changes become visible, and their end.
@Suite struct ChangeLogTests {
  @Test func whatCommitsLaterWithALowerNumberIsNotMissed() async throws {
    try await withCatalog(.postgres) { kit in
      let (early, late) = (ShopID(), ShopID())
      let (noted, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      let start = try await kit.database.read { try ChangeLog.position($0) }
      async let slow: Void = kit.database.write { tx in
        try ChangeLog.insert(.shop(early), tx)
        noted.signal()
        _ = goesOn.wait(timeout: .now() + patienceSeconds)
      }
      await Self.wait(for: noted)
      try await kit.database.write { tx in try ChangeLog.insert(.shop(late), tx) }
      let first = try await kit.database.read { try ChangeLog.changes(after: start, $0) }
      #expect(first.subjects == [.shop(late)])
      let again = try await kit.database.read { try ChangeLog.changes(after: first.position, $0) }
      #expect(again.subjects.isEmpty)
      goesOn.signal()
      try await slow
      let second = try await kit.database.read { try ChangeLog.changes(after: again.position, $0) }
      #expect(second.subjects == [.shop(early)])
      let third = try await kit.database.read { try ChangeLog.changes(after: second.position, $0) }
      #expect(third.subjects.isEmpty)
      #expect(![first, again, second, third].contains { $0.isGap })
    }
  }

  @Test func whatEndedBeforeTheStartIsNotToldWhileAnOlderTransactionGoesOn() async throws {
    try await withCatalog(.postgres) { kit in
      let (early, before, after) = (ShopID(), ShopID(), ShopID())
      let (noted, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      async let slow: Void = kit.database.write { tx in
        try ChangeLog.insert(.shop(early), tx)
        noted.signal()
        _ = goesOn.wait(timeout: .now() + patienceSeconds)
      }
      await Self.wait(for: noted)
      try await kit.database.write { tx in try ChangeLog.insert(.shop(before), tx) }
      let start = try await kit.database.read { try ChangeLog.position($0) }
      try await kit.database.write { tx in try ChangeLog.insert(.shop(after), tx) }
      let first = try await kit.database.read { try ChangeLog.changes(after: start, $0) }
      #expect(first.subjects == [.shop(after)])
      goesOn.signal()
      try await slow
      let second = try await kit.database.read { try ChangeLog.changes(after: first.position, $0) }
      #expect(second.subjects == [.shop(early)])
    }
  }

  @Test(arguments: TestEngine.allCases) func noChangeOfManyWritersIsMissed(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let database = kit.database
      let start = try await database.read { try ChangeLog.position($0) }
      let isOver = Mutex(false)
      async let seen = Self.follow(from: start, database) { isOver.withLock { $0 } }
      let shops = (0..<120).map { _ in ShopID() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, shop) in shops.enumerated() {
          group.addTask {
            try await database.write { tx in
              try ChangeLog.insert(.shop(shop), tx)
              if index % 3 == 0 { Thread.sleep(forTimeInterval: Double.random(in: 0...0.02)) }
            }
          }
        }
        try await group.waitForAll()
      }
      isOver.withLock { $0 = true }
      #expect(try await seen == Set(shops.map { CatalogSubject.shop($0) }))
    }
  }

  @Test(arguments: TestEngine.allCases) func oneTransactionNotesAThingOnce(_ engine: TestEngine) async throws
  {
    guard engine == .postgres else { return }
    try await withCatalog(engine) { kit in
      let count: SQL = "SELECT COUNT(*) FROM catalog_changes"
      let before = try await kit.database.read { try $0.value(count, as: Int64.self) }
      try await kit.database.write { tx in
        for _ in 0..<3 { try ChangeLog.insert(.categories, tx) }
        for _ in 0..<3 { try ChangeLog.insert(.shop(kit.shop.id), tx) }
      }
      let after = try await kit.database.read { try $0.value(count, as: Int64.self) }
      #expect(try #require(after) - #require(before) == 2)
    }
  }

  @Test(arguments: TestEngine.allCases) func whoWasAwayTooLongTakesEverythingForChanged(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let present = try await Told(kit.catalog.changes)
      let away = CatalogChanges(kit.database, longestWait: patience)
      let told = try await Told(away)
      let start = try await kit.database.read { try ChangeLog.position($0) }
      for _ in 0..<5 {
        try await kit.database.write { tx in try kit.catalog.changes.note(.shop(ShopID()), tx) }
      }
      try await Self.settle(kit.database)
      #expect(await present.next().count == 5)
      try await Self.purge(kit.database, after: -keptSeconds)
      let kept = try await kit.database.read { try ChangeLog.changes(after: start, $0) }
      #expect(kept.subjects.count == 5 && !kept.isGap)
      try await Self.purge(kit.database, after: keptSeconds)
      let gone = try await kit.database.read { try ChangeLog.changes(after: start, $0) }
      #expect(gone.subjects.isEmpty && gone.isGap)
      #expect(await told.next().isEmpty)
      #expect(told.gaps == 1)
      #expect(await present.next().isEmpty)
      #expect(present.gaps == 0)
      // From there on both go on as ever.
      let shop = ShopID()
      try await kit.database.write { tx in try kit.catalog.changes.note(.shop(shop), tx) }
      #expect(await told.next() == [.shop(shop)])
      #expect(await present.next() == [.shop(shop)])
      #expect(told.gaps == 1 && present.gaps == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func whoBeginsLateIsToldThatAnythingMayHaveChanged(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let late = CatalogChanges(kit.database, longestWait: patience)
      let gaps = Mutex(0)
      late.subscribe { subjects in if subjects.isEmpty { gaps.withLock { $0 += 1 } } }
      await late.catchUp()
      await late.catchUp()
      #expect(gaps.withLock { $0 } == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func aDatabaseThatIsAwayHoldsNobodyUpForLong(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let changes = CatalogChanges(kit.database, longestWait: .milliseconds(300))
      try await kit.database.write { tx in try changes.note(.site, tx) }
      await kit.database.close()
      let begun = ContinuousClock.now
      await changes.reached()
      #expect(ContinuousClock.now - begun < patience)
    }
  }

  /// Returns when no transaction is open that began before the last change, in whichever database of the server.
  private static func settle(_ database: Database) async throws {
    guard database.engine == .postgres else { return }
    let isSettled: SQL = """
      SELECT MAX(writer) < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT) FROM catalog_changes
      """
    for _ in 0..<400 where try await database.read({ try $0.value(isSettled, as: Bool.self) }) != true {
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private static func follow(
    from start: ChangePosition, _ database: Database, until isOver: @Sendable () -> Bool
  ) async throws -> Set<CatalogSubject> {
    var (position, seen) = (start, Set<CatalogSubject>())
    while true {
      let isLast = isOver()
      let found = try await database.read { [position] in try ChangeLog.changes(after: position, $0) }
      #expect(!found.isGap)
      seen.formUnion(found.subjects)
      position = found.position
      if isLast { return seen }
    }
  }

  /// Deletes what is older than now and so many seconds.
  private static func purge(_ database: Database, after seconds: Int64) async throws {
    let horizon = Timestamp.system().adding(seconds: seconds)
    try await database.write { tx in
      while try ChangeLog.purge(before: horizon, limit: 2, tx) > 0 {}
    }
  }

  private static func wait(for semaphore: DispatchSemaphore) async {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        _ = semaphore.wait(timeout: .now() + patienceSeconds)
        continuation.resume()
      }
    }
  }
}
