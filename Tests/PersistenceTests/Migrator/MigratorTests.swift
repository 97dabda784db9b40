import Foundation
import Persistence
import TestSupport
import Testing

@Suite struct MigratorTests {
  @Test(arguments: TestEngine.allCases)
  func foldersRunInNumberOrderOverAllAreas(_ engine: TestEngine) async throws {
    let first = try ScratchMigrations(["0001-base": "CREATE TABLE one (id BIGINT PRIMARY KEY);"])
    let second = try ScratchMigrations([
      "0003-fill": "INSERT INTO two (id) SELECT id FROM one;\nINSERT INTO two (id) VALUES (7);",
      "0002-more":
        "INSERT INTO one (id) VALUES (1);\nCREATE TABLE two (id BIGINT REFERENCES one (id) DEFERRABLE);\n"
        + "INSERT INTO one (id) VALUES (7);",
    ])
    try await withDatabase(engine, migrations: []) { database async throws in
      let migrator = Migrator(folders: [second.folder, first.folder])
      #expect(try await migrator.pending(on: database) == ["0001-base", "0002-more", "0003-fill"])
      #expect(try await migrator.run(on: database) == ["0001-base", "0002-more", "0003-fill"])
      #expect(try await migrator.run(on: database).isEmpty)
      #expect(try await migrator.pending(on: database).isEmpty)
      #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM two", as: Int.self) } == 3)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func triggersQuotesAndEnginesAreRespected(_ engine: TestEngine) async throws {
    let common =
      """
      CREATE TABLE log (id BIGINT, line TEXT); -- a comment; with a semicolon
      INSERT INTO log VALUES (1, 'a;b');
      """
    let sqlite = """
      CREATE TRIGGER grow AFTER INSERT ON log WHEN NEW.id < 3 BEGIN
        INSERT INTO log VALUES (NEW.id + 10, 'from; trigger');
        UPDATE log SET line = line || '!' WHERE id = NEW.id;
      END;
      INSERT INTO log VALUES (2, 'x');
      """
    let postgres = """
      CREATE FUNCTION grow() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        INSERT INTO log VALUES (NEW.id + 10, 'from; trigger');
        UPDATE log SET line = line || '!' WHERE id = NEW.id;
        RETURN NULL;
      END;
      $body$;
      CREATE TRIGGER grow AFTER INSERT ON log FOR EACH ROW WHEN (NEW.id < 3) EXECUTE FUNCTION grow();
      INSERT INTO log VALUES (2, 'x');
      """
    let scratch = try ScratchMigrations(["0001-log": common])
    try scratch.write("0001-log/up.sqlite.sql", sqlite)
    try scratch.write("0001-log/up.postgres.sql", postgres)
    // These concern one engine alone.
    try scratch.write("0002-sqlite/up.sqlite.sql", "UPDATE log SET line = line || '?' WHERE id = 2;")
    try scratch.write("0003-postgres/up.postgres.sql", "UPDATE log SET line = line || '?' WHERE id = 2;")
    try await withDatabase(engine, migrations: []) { database async throws in
      #expect(try await Migrator(folders: [scratch.folder]).run(on: database).count == 3)
      #expect(try await Migrator(folders: [scratch.folder]).run(on: database).isEmpty)
      let lines = try await database.read {
        try $0.values("SELECT line FROM log ORDER BY id", as: String.self)
      }
      #expect(lines == ["a;b", "x!?", "from; trigger"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func twoNodesMayStartAtOnce(_ engine: TestEngine) async throws {
    let scratch = try ScratchMigrations([
      "0001-a": "CREATE TABLE a (id BIGINT);", "0002-b": "CREATE TABLE b (id BIGINT);",
      "0003-c": "INSERT INTO a VALUES (1);",
    ])
    try await withDatabaseURL(engine, migrations: []) { url async throws in
      let nodes = try (0..<4).map { _ in try openTestDatabase(url, poolSize: 2) }
      let applied = try await withThrowingTaskGroup(of: Int.self) { group in
        for node in nodes {
          group.addTask { try await Migrator(folders: [scratch.folder]).run(on: node).count }
        }
        return try await group.reduce(0, +)
      }
      #expect(applied == 3)
      #expect(try await nodes[0].read { try $0.value("SELECT COUNT(*) FROM a", as: Int.self) } == 1)
      for node in nodes { await node.close() }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aChangedMigrationIsRefusedByName(_ engine: TestEngine) async throws {
    let scratch = try ScratchMigrations(["0001-a": "CREATE TABLE a (id BIGINT);"])
    try await withDatabase(engine, migrations: []) { database async throws in
      let migrator = Migrator(folders: [scratch.folder])
      try await migrator.run(on: database)
      try scratch.write("0001-a/up.sql", "CREATE TABLE a (id BIGINT, more TEXT);")
      let error = await #expect(throws: DatabaseError.self) { try await migrator.run(on: database) }
      #expect(error?.description.contains("0001-a") == true)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aFailingMigrationLeavesNothing(_ engine: TestEngine) async throws {
    let scratch = try ScratchMigrations([
      "0001-a": "CREATE TABLE a (id BIGINT);",
      "0002-b": "CREATE TABLE b (id BIGINT);\nINSERT INTO nowhere VALUES (1);",
    ])
    try await withDatabase(engine, migrations: []) { database async throws in
      let migrator = Migrator(folders: [scratch.folder])
      await #expect(throws: DatabaseError.self) { try await migrator.run(on: database) }
      #expect(try await migrator.pending(on: database) == ["0002-b"])
      try scratch.write("0002-b/up.sql", "CREATE TABLE b (id BIGINT);")
      #expect(try await migrator.run(on: database) == ["0002-b"])
    }
  }

  @Test func oneNumberIsUsedOnce() async throws {
    let scratch = try ScratchMigrations(["0001-a": "SELECT 1;", "0001-b": "SELECT 1;"])
    try await withDatabase(.sqlite, migrations: []) { database async throws in
      let error = await #expect(throws: DatabaseError.self) {
        try await Migrator(folders: [scratch.folder]).run(on: database)
      }
      #expect(error?.description.contains("0001-b") == true)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatBelongsBeforeAnAppliedOneIsRefused(_ engine: TestEngine) async throws {
    let scratch = try ScratchMigrations(["0098-a": "SELECT 1;", "0107-b": "SELECT 1;"])
    try await withDatabase(engine, migrations: []) { database async throws in
      let migrator = Migrator(folders: [scratch.folder])
      try await migrator.run(on: database)
      // Below 100 each area counted by itself.
      try scratch.write("0099-c/up.sql", "SELECT 1;")
      #expect(try await migrator.run(on: database) == ["0099-c"])
      try scratch.write("0106-d/up.sql", "SELECT 1;")
      let error = await #expect(throws: DatabaseError.self) { try await migrator.run(on: database) }
      #expect(error?.description.contains("0106-d") == true)
      #expect(error?.description.contains("0107-b") == true)
      await #expect(throws: DatabaseError.self) { try await migrator.pending(on: database) }
    }
  }

  @Test func aRenamedMigrationIsNotAppliedAgain() async throws {
    let one = try ScratchMigrations(["0107-b": "CREATE TABLE b (id BIGINT);"])
    let other = try ScratchMigrations(["0107-c": "CREATE TABLE b (id BIGINT);"])
    try await withDatabase(.sqlite, migrations: []) { database async throws in
      try await Migrator(folders: [one.folder]).run(on: database)
      let error = await #expect(throws: DatabaseError.self) {
        try await Migrator(folders: [other.folder]).run(on: database)
      }
      #expect(error?.description.contains("0107-b") == true)
    }
  }

  @Test(arguments: [
    "107-refunds/up.sql", "refunds/up.sql", "0107/up.sql", "0107-refunds/up.postgresql.sql",
    "0107-refunds/down.sql",
  ])
  func whatWouldNeverRunIsRefused(_ path: String) async throws {
    let scratch = try ScratchMigrations(["0107-refunds": "SELECT 1;"])
    try scratch.write(path, "SELECT 1;")
    try await withDatabase(.sqlite, migrations: []) { database async throws in
      await #expect(throws: DatabaseError.self) {
        try await Migrator(folders: [scratch.folder]).run(on: database)
      }
    }
  }
}

/// A folder of migrations to write into.
private struct ScratchMigrations: Sendable {
  let folder: URL

  init(_ scripts: [String: String]) throws {
    folder = try TestFolder.make()
    for (name, script) in scripts { try write(name + "/up.sql", script) }
  }

  func write(_ path: String, _ text: String) throws {
    let file = folder.appendingPathComponent(path)
    let parent = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
}
