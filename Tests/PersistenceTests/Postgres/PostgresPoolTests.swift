import Dispatch
import Foundation
import Persistence
import TestSupport
import Testing

private let poolSize = 16

/// A pool that gets fewer connections than it may have, loses them, or finds no server.
@Suite struct PostgresPoolTests {
  @Test func aServerWithFewConnectionsServesEveryRequest() async throws {
    try await withLimitedRole(3) { role async throws in
      let database = try pool(role.url)
      var failures = 0
      // All threads are busy once, so each had its chance to want a connection.
      failures += await failed(200) { try await addOne(database) }
      for _ in 0..<20 { failures += await failed(1) { try await addOne(database) } }
      #expect(failures == 0)
      #expect(try await stock(1, database) == 230)
      #expect(try await role.connections() <= 3)
      await database.close()
    }
  }

  @Test func thePoolGrowsWhenTheServerHasMoreToGive() async throws {
    try await withLimitedRole(2) { role async throws in
      let database = try pool(role.url)
      let isDone = Marks()
      async let failures = failed(poolSize) {
        while isDone.all.isEmpty { try await rest(database, seconds: 0.02) }
      }
      #expect(try await eventually { try await role.connections() == 2 })
      try await role.limit(9)
      #expect(try await eventually { try await role.connections() == 9 })
      isDone.add("done")
      #expect(await failures == 0)
      await database.close()
    }
  }

  @Test func connectionsAreOpenedWhenTheyAreNeededAndClosedWhenNot() async throws {
    try await withLimitedRole(-1) { role async throws in
      let database = try pool(role.url) { $0.surplusMilliseconds = 300 }
      for _ in 0..<20 { try await rest(database, seconds: 0) }
      #expect(try await role.connections() == 1)
      #expect(await failed(4) { try await rest(database, seconds: 0.2) } == 0)
      let most = try await role.connections()
      #expect(2...4 ~= most)
      #expect(database.connections == most)
      #expect(try await eventually { try await role.connections() == 1 })
      try await rest(database, seconds: 0)
      await database.close()
      #expect(try await eventually { try await role.connections() == 0 })
    }
  }

  @Test func connectionsThatEndedUnusedAreNoticedBeforeWorkIsTaken() async throws {
    try await withLimitedRole(-1) { role async throws in
      let database = try pool(role.url)
      #expect(await failed(poolSize) { try await rest(database, seconds: 0.4) } == 0)
      #expect(try await role.connections() > 1)
      try await role.endConnections()
      let runs = Marks()
      try await database.write { tx in
        runs.add("run")
        try tx.run("UPDATE items SET stock = stock + 1 WHERE id = 1")
      }
      #expect(runs.all.count == 1)
      await database.close()
    }
  }

  @Test func connectionsKilledUnderLoadLoseAndDoubleNothing() async throws {
    try await withLimitedRole(-1) { role async throws in
      let database = try pool(role.url)
      let outcomes = Marks()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<poolSize {
          group.addTask {
            for round in 0..<40 {
              let id = 100 + writer * 1000 + round
              outcomes.add(await outcome(of: id, database))
            }
          }
        }
        group.addTask {
          for _ in 0..<8 {
            try await Task.sleep(for: .milliseconds(60))
            try await role.endConnections()
          }
        }
        try await group.waitForAll()
      }
      let ids: [Int] = try await database.read { snapshot in
        try snapshot.all("SELECT id FROM items WHERE id >= 100 ORDER BY id") { try $0.next(Int.self) }
      }
      let there = Set(ids)
      for line in outcomes.all {
        let parts = line.split(separator: " ")
        let id = try #require(Int(parts[1]))
        if parts[0] == "done" { #expect(there.contains(id), "\(line) is lost") }
        if parts[0] == "unavailable" { #expect(!there.contains(id), "\(line) is there") }
      }
      let unexpected = outcomes.all.filter { $0.hasPrefix("error") }
      #expect(unexpected.isEmpty, "\(unexpected)")
      #expect(outcomes.all.count == poolSize * 40)
      #expect(try await stock(1, database) == 10 + ids.count)
      await database.close()
    }
  }

  @Test func withoutAServerWorkIsGivenBackAndGoesOnAfterwards() async throws {
    // Longer than the longest pause between two attempts to connect, or the server is back before anybody asks.
    let patience: Int64 = 2_500
    try await withLimitedRole(-1) { role async throws in
      let database = try pool(role.url) { $0.patienceMilliseconds = patience }
      #expect(await failed(poolSize) { try await addOne(database) } == 0)
      try await role.limit(0)
      try await role.endConnections()
      #expect(await unavailable(60) { try await addOne(database) } == 60)
      try await role.limit(-1)
      #expect(await failed(60) { try await addOne(database) } == 0)
      #expect(try await stock(1, database) == 10 + poolSize + 60)

      try await role.limit(0)
      try await role.endConnections()
      async let waiting = unavailable(5) { try await addOne(database) }
      #expect(await waiting == 5)
      await database.close()
    }
  }

  /// The only thread hangs in its attempt to connect until the server ends, and still everybody gets an answer before.
  @Test(.timeLimit(.minutes(10))) func aServerThatSaysNothingHoldsNobody() async throws {
    let server = try SilentServer()
    let url = "postgres://souk@127.0.0.1:\(server.port)/none?connect_timeout=3600"
    let database = try pool(url) {
      $0.poolSize = 1
      $0.patienceMilliseconds = 300
    }
    #expect(await unavailable(5) { try await rest(database, seconds: 0) } == 5)
    server.stop()
    await database.close()
  }

  @Test func workThatWaitsAtTheCloseOfAPoolWithoutServerIsGivenBack() async throws {
    let database = try pool("postgres://souk@127.0.0.1:1/none") { $0.patienceMilliseconds = 500 }
    async let failures = failed(10) { try await rest(database, seconds: 0) }
    try await Task.sleep(for: .milliseconds(50))
    await database.close()
    #expect(await failures == 10)
  }

  /// The pause before a transaction runs again belongs to it, not to the connection.
  @Test func whatCollidesAgainAndAgainHoldsNobodyUp() async throws {
    try await withLimitedRole(-1) { role async throws in
      let database = try pool(role.url) { $0.poolSize = 1 }
      let runs = Marks()
      let begun = DispatchSemaphore(value: 0)
      async let collisions = failed(1) {
        try await database.write { tx in
          runs.add("run")
          begun.signal()
          _ = try tx.run("DO $$ BEGIN RAISE 'collision' USING ERRCODE = '40001'; END $$")
        }
      }
      await wait(for: begun)
      let seen = try await database.read { _ in runs.all.count }
      #expect(await collisions == 1)
      #expect(runs.all.count == 10)
      #expect(seen < 10)
      await database.close()
    }
  }
}

// MARK: What the tests do

private func pool(_ url: String, _ change: (inout DatabaseConfiguration) -> Void = { _ in }) throws
  -> Database
{
  var configuration = DatabaseConfiguration(url: url, poolSize: poolSize)
  change(&configuration)
  return try Database(configuration, logger: quietLogger)
}

private func addOne(_ database: Database) async throws {
  try await database.write { try $0.run("UPDATE items SET stock = stock + 1 WHERE id = 1") }
}

private func rest(_ database: Database, seconds: Double) async throws {
  _ = try await database.read { snapshot in
    try snapshot.value("SELECT CAST(pg_sleep(\(seconds)) AS TEXT)", as: String.self)
  }
}

/// Inserts a row and counts it in item 1, in one transaction, and says how that ended.
private func outcome(of id: Int, _ database: Database) async -> String {
  do {
    try await database.write { tx in
      try tx.run("INSERT INTO items (id, stock) VALUES (\(id), 0)")
      try tx.run("UPDATE items SET stock = stock + 1 WHERE id = 1")
    }
    return "done \(id)"
  } catch DatabaseError.unavailable {
    return "unavailable \(id)"
  } catch DatabaseError.outcomeUnknown {
    return "unknown \(id)"
  } catch {
    return "error \(id) \(error)"
  }
}

/// Does it this many times at once; answers with how many failed.
private func failed(_ count: Int, _ body: @escaping @Sendable () async throws -> Void) async -> Int {
  await errors(count, body).count
}

private func unavailable(_ count: Int, _ body: @escaping @Sendable () async throws -> Void) async -> Int {
  await errors(count, body).count { error in
    if case .some(.unavailable) = error as? DatabaseError { return true }
    return false
  }
}

private func errors(
  _ count: Int, _ body: @escaping @Sendable () async throws -> Void
) async -> [any Error] {
  await withTaskGroup(of: (any Error)?.self) { group in
    for _ in 0..<count {
      group.addTask {
        do {
          try await body()
          return nil
        } catch {
          return error
        }
      }
    }
    return await group.reduce(into: []) { all, error in
      if let error { all.append(error) }
    }
  }
}
