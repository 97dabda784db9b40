import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

struct Ping: Event {
  static let name = "test.ping"
  let text: String
  var key: String { "key-\(text)" }
}

struct Pong: Event {
  static let name = "test.pong"
  let number: Int
  var key: String { "\(number)" }
}

@Suite struct OutboxTests {
  @Test(arguments: TestEngine.allCases)
  func everyConsumerGetsEveryEventOnce(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      let notes = Notebook()
      var consumers = ConsumerRegistry()
      consumers.on(Ping.self, consumer: "mail") { event, context in
        await notes.write("mail \(event.text) \(context.key)")
      }
      consumers.on(Ping.self, consumer: "search") { event, _ in await notes.write("search \(event.text)") }
      consumers.on(Pong.self, consumer: "mail") { event, _ in await notes.write("pong \(event.number)") }
      consumers.onEvery(consumer: "stream") { event in
        await notes.write("stream \(event.name) \(event.payload)")
      }
      let runner = JobRunner(database: database, jobs: JobRegistry(), consumers: consumers, logger: quiet)
      try await database.write { tx in
        try tx.emit(Ping(text: "a"))
        try tx.emit(Pong(number: 1))
      }
      try await runner.drain()
      try await runner.drain()
      let expected = [
        "mail a key-a", "pong 1", "search a", "stream test.ping {\"text\":\"a\"}",
        "stream test.pong {\"number\":1}",
      ]
      // Announced before the event was dispatched, so nobody missed it.
      #expect(await notes.lines.sorted() == expected)
      #expect(try await count("jobs WHERE kind LIKE 'event:%'", database) == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func manyDispatchersFanOutOnce(_ engine: TestEngine) async throws {
    try await withDatabaseURL(engine, migrations: [PersistenceMigrations.folder]) { url async throws in
      let nodes = try (0..<3).map { _ in try openTestDatabase(url, poolSize: 3) }
      var consumers = ConsumerRegistry()
      consumers.on(Ping.self, consumer: "one") { _, _ in }
      consumers.on(Ping.self, consumer: "two") { _, _ in }
      let dispatchers = nodes.map { OutboxDispatcher(database: $0, consumers: consumers) }
      try await dispatchers[0].announce()
      try await nodes[0].write { tx in for index in 0..<250 { try tx.emit(Ping(text: "\(index)")) } }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for dispatcher in dispatchers { group.addTask { try await dispatcher.dispatch() } }
        try await group.waitForAll()
      }
      // SKIP LOCKED may let one leave while another still works, so the last round is counted too.
      try await dispatchers[0].dispatch()
      #expect(try await count("jobs WHERE kind LIKE 'event:%'", nodes[0]) == 500)
      #expect(try await count("outbox WHERE dispatched_at IS NULL", nodes[0]) == 0)
      for node in nodes { await node.close() }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aFailureHalfWayLeavesNeitherJobsNorMarks(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      var consumers = ConsumerRegistry()
      consumers.on(Ping.self, consumer: "one") { _, _ in }
      let dispatcher = OutboxDispatcher(database: database, consumers: consumers)
      try await dispatcher.announce()
      try await database.write { tx in
        try tx.emit(Ping(text: "a"))
        try tx.emit(Ping(text: "b"))
        // Both events get one moment, so that marking them fails after the jobs were inserted.
        try tx.run("CREATE UNIQUE INDEX obstacle ON outbox (dispatched_at)")
      }
      await #expect(throws: DatabaseError.self) { try await dispatcher.dispatch() }
      #expect(try await count("jobs WHERE kind LIKE 'event:%'", database) == 0)
      try await database.write { try $0.run("DROP INDEX obstacle") }
      #expect(try await dispatcher.dispatch() == 2)
      #expect(try await count("jobs WHERE kind LIKE 'event:%'", database) == 2)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aRedeliveredEventDoesNotDouble(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      var consumers = ConsumerRegistry()
      consumers.on(Ping.self, consumer: "one") { _, _ in }
      let dispatcher = OutboxDispatcher(database: database, consumers: consumers)
      try await dispatcher.announce()
      try await database.write { try $0.emit(Ping(text: "a")) }
      #expect(try await dispatcher.dispatch() == 1)
      // As after a restore of the outbox from an older state.
      try await database.write { try $0.run("UPDATE outbox SET dispatched_at = NULL") }
      #expect(try await dispatcher.dispatch() == 1)
      #expect(try await count("jobs WHERE kind LIKE 'event:%'", database) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func consumersOfOtherNodesAreServed(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      let notes = Notebook()
      var elsewhere = ConsumerRegistry()
      elsewhere.on(Ping.self, consumer: "elsewhere") { event, _ in await notes.write(event.text) }
      let other = JobRunner(database: database, jobs: JobRegistry(), consumers: elsewhere, logger: quiet)
      try await other.drain()
      let here = JobRunner(database: database, jobs: JobRegistry(), logger: quiet)
      try await database.write { try $0.emit(Ping(text: "for you")) }
      try await here.drain()
      #expect(await notes.lines.isEmpty)
      try await other.drain()
      #expect(await notes.lines == ["for you"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aFailingConsumerGetsTheSameEventAgain(_ engine: TestEngine) async throws {
    let time = TestClock()
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder], clock: time.clock) {
      database async throws in
      let ids = Notebook()
      var consumers = ConsumerRegistry()
      consumers.on(Ping.self, consumer: "shaky") { _, context in
        await ids.write(context.id)
        if context.attempt < 3 { throw Refusal(reason: "not yet") }
      }
      let runner = JobRunner(database: database, jobs: JobRegistry(), consumers: consumers, logger: quiet)
      try await database.write { try $0.emit(Ping(text: "a")) }
      for _ in 0..<4 {
        try await runner.drain()
        time.advance(seconds: 60)
      }
      let seen = await ids.lines
      #expect(seen.count == 3)
      #expect(Set(seen).count == 1)
    }
  }

  @Test(
    "A consumer of batches gets what waits together; one that fails comes again alone",
    arguments: TestEngine.allCases)
  func eventsComeTogether(_ engine: TestEngine) async throws {
    let time = TestClock()
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder], clock: time.clock) {
      database async throws in
      let (sizes, ids) = (Notebook(), Notebook())
      var consumers = ConsumerRegistry()
      consumers.on(batchesOf: Ping.self, consumer: "many", atMost: 50) { pings in
        await sizes.write("\(pings.count)")
        var failures: BatchFailures = [:]
        for (place, ping) in pings.enumerated() {
          await ids.write("\(ping.event.text) \(ping.context.id) \(ping.context.key)")
          if ping.event.text == "3", ping.context.attempt == 1 {
            failures[place] = Refusal(reason: "not yet")
          }
        }
        return failures
      }
      let runner = JobRunner(database: database, jobs: JobRegistry(), consumers: consumers, logger: quiet)
      try await database.write { tx in for index in 0..<70 { try tx.emit(Ping(text: "\(index)")) } }
      try await runner.drain()
      #expect(await sizes.lines.sorted() == ["20", "50"])
      time.advance(seconds: 60)
      try await runner.drain()
      #expect(await sizes.lines.sorted() == ["1", "20", "50"])
      let lines = await ids.lines
      #expect(lines.count == 71)
      #expect(Set(lines).count == 70, "the same id, key and event again")
    }
  }

  @Test("More events than one transaction takes are handed out once", arguments: TestEngine.allCases)
  func manyEventsAreHandedOutOnce(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      var consumers = ConsumerRegistry()
      consumers.on(Ping.self, consumer: "one") { _, _ in }
      consumers.onEvery(consumer: "all") { _ in }
      let dispatcher = OutboxDispatcher(database: database, consumers: consumers)
      try await dispatcher.announce()
      try await database.write { tx in for index in 0..<450 { try tx.emit(Ping(text: "\(index)")) } }
      #expect(try await dispatcher.dispatch() == 450)
      #expect(try await dispatcher.dispatch() == 0)
      #expect(try await count("jobs WHERE kind = 'event:test.ping:one'", database) == 450)
      #expect(try await count("jobs WHERE kind = 'event:*:all'", database) == 450)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func oldEventsAreDeleted(_ engine: TestEngine) async throws {
    let time = TestClock()
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder], clock: time.clock) {
      database async throws in
      let dispatcher = OutboxDispatcher(database: database, consumers: ConsumerRegistry())
      try await database.write { try $0.emit(Ping(text: "old")) }
      try await dispatcher.dispatch()
      time.advance(seconds: 8 * 86_400)
      try await database.write { try $0.emit(Ping(text: "waiting")) }
      #expect(try await dispatcher.purge() == 1)
      #expect(try await count("outbox", database) == 1)
    }
  }
}

func count(_ table: SQL, _ database: Database) async throws -> Int {
  try await database.read { try $0.value("SELECT COUNT(*) FROM \(fragment: table)", as: Int.self) ?? 0 }
}
