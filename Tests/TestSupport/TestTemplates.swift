import Foundation
import Persistence

/// PostgreSQL databases that exist at the same time, so that many parallel tests do not use up its
/// connections.
private let maximumPostgresDatabases = 12

/// A database of one test.
struct MadeDatabase: Sendable {
  let engine: TestEngine
  let url: String
  /// The SQLite file's folder, or the PostgreSQL database's name.
  let place: String
}

/// Migrates once for each set of migrations and copies the result for each test, as migrating takes long.
actor TestTemplates {
  static let shared = TestTemplates()

  private var templates: [String: Task<String, any Error>] = [:]
  private var free = maximumPostgresDatabases
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func make(_ engine: TestEngine, _ folders: [URL]) async throws -> MadeDatabase {
    switch engine {
    case .sqlite:
      let source = try await template(engine, folders)
      let folder = try TestFolder.make().path
      try FileManager.default.copyItem(atPath: source, toPath: folder + "/souk.sqlite")
      return MadeDatabase(engine: engine, url: "sqlite://\(folder)/souk.sqlite", place: folder)
    case .postgres:
      await takeSlot()
      do {
        let source = try await template(engine, folders)
        let name = "test_\(UUID().uuidString.lowercased().replacing("-", with: ""))"
        let server = try await TestPostgres.shared.url()
        try await TestPostgres.execute("CREATE DATABASE \(name) TEMPLATE \(source)", on: server)
        return MadeDatabase(engine: engine, url: TestPostgres.url(server, database: name), place: name)
      } catch {
        releaseSlot()
        throw error
      }
    }
  }

  func remove(_ database: MadeDatabase) async {
    switch database.engine {
    case .sqlite:
      try? FileManager.default.removeItem(atPath: database.place)
    case .postgres:
      if let server = try? await TestPostgres.shared.url() {
        try? await TestPostgres.execute("DROP DATABASE IF EXISTS \(database.place) WITH (FORCE)", on: server)
      }
      releaseSlot()
    }
  }

  private func template(_ engine: TestEngine, _ folders: [URL]) async throws -> String {
    let key = engine.rawValue + folders.map(\.path).joined(separator: ":")
    if let known = templates[key] { return try await known.value }
    let task = Task { try await TestTemplates.build(engine, folders) }
    templates[key] = task
    return try await task.value
  }

  /// Answers with the file's path or the name of the database.
  private static func build(_ engine: TestEngine, _ folders: [URL]) async throws -> String {
    let place: String
    let url: String
    switch engine {
    case .sqlite:
      place = try TestFolder.make().path + "/template.sqlite"
      url = "sqlite://" + place
    case .postgres:
      place = "template_\(UUID().uuidString.lowercased().replacing("-", with: ""))"
      let server = try await TestPostgres.shared.url()
      try await TestPostgres.execute("CREATE DATABASE \(place)", on: server)
      url = TestPostgres.url(server, database: place)
    }
    let database = try openTestDatabase(url, poolSize: 1)
    do {
      // Opens the file even when there is nothing to migrate.
      _ = try await database.read { try $0.value("SELECT 1", as: Int64.self) }
      if !folders.isEmpty { try await Migrator(folders: folders).run(on: database) }
    } catch {
      await database.close()
      throw error
    }
    await database.close()
    return place
  }

  private func takeSlot() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func releaseSlot() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
