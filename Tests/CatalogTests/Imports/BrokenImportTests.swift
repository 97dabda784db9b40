import Foundation
import Kernel
import Logging
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Imports that meet what can't be stored, or end in the middle.
@Suite struct BrokenImportTests {
  @Test(arguments: TestEngine.allCases) func aNULByteRejectsItsRowAlone(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let result = try await kit.bring(
        Sheet.file(
          Sheet.first("good-1", "One"), Sheet.first("bad-0", "Bad\u{0}one"), Sheet.first("bad\u{0}1", "Bad"),
          Sheet.first("good-2", "Two"), Sheet.first("bad-2", "Bad", tags: "a\u{0}")))
      #expect(result.outcomes == [.created, .rejected, .rejected, .created, .created])
      #expect(result.file.rows.rejected == 2 && result.file.percentDone == 100)
      #expect(try await Set(kit.allGoods().map(\.title)) == ["One", "Two", "Bad"])
    }
  }

  @Test(arguments: TestEngine.allCases) func aJobThatKeepsFailingFailsItsImport(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let file = Sheet.file(Sheet.first("cup"))
      let started = try await kit.catalog.startImport(
        Content(Array(file.utf8)), fileName: "a\u{0}b.csv", into: kit.shop.id)
      // What lies there can't be read as a file.
      let url = kit.catalog.importFiles.url(of: started.id)
      try kit.catalog.importFiles.remove(started.id)
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      var jobs = JobRegistry()
      try ImportJobs.register(kit.catalog, in: &jobs)
      var logger = Logger(label: "test")
      logger.logLevel = .critical
      let runner = JobRunner(database: kit.database, jobs: jobs, logger: logger)
      for _ in 0..<RunImport.maximumAttempts {
        try await runner.drain()
        kit.clock.advance(seconds: 6_000)
      }
      let failed = try await kit.catalog.importStatus(started.id, of: kit.shop.id)
      #expect(failed.status == .failed && failed.finishedAt != nil)
      #expect(failed.failure?.description.contains("interrupted") == true)
      let told: [String] = try await kit.database.read {
        try $0.values("SELECT subject FROM outbox WHERE name = 'import.failed'")
      }
      #expect(told == [started.id.description])
    }
  }

  @Test(arguments: TestEngine.allCases) func whatAKilledProgramLeftIsRemoved(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let files = kit.catalog.importFiles
      try FileManager.default.createDirectory(at: files.folder, withIntermediateDirectories: true)
      let left = [".text-1", ".part-2"].map { files.folder.appendingPathComponent($0) }
      for file in left { try Data("Handle".utf8).write(to: file) }
      func areThere() -> Bool { left.contains { FileManager.default.fileExists(atPath: $0.path) } }
      try files.removeLeftovers(before: Timestamp(milliseconds: 0))
      #expect(areThere(), "what is young may be in use")
      try files.removeLeftovers(before: Timestamp(milliseconds: Int64.max))
      #expect(!areThere())
    }
  }

  @Test(arguments: TestEngine.allCases) func anImportWithoutAJobIsEnded(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let id = ImportID()
      try await kit.database.write { tx in
        try ImportStore.insert(id, shop: kit.shop.id, fileName: "lost.csv", bytes: 9, tx)
        try ImportStore.start(id, tx)
      }
      let waiting = try await kit.catalog.startImport(
        Content(Array(Sheet.shirt.utf8)), fileName: "waits.csv", into: kit.shop.id)
      try await kit.catalog.endForgottenImports()
      #expect(try await kit.catalog.importStatus(id, of: kit.shop.id).status == .running)
      kit.clock.advance(seconds: 2 * 3_600)
      try await kit.catalog.endForgottenImports()
      #expect(try await kit.catalog.importStatus(id, of: kit.shop.id).status == .failed)
      #expect(try await kit.catalog.importStatus(waiting.id, of: kit.shop.id).status == .queued)
    }
  }

  /// A program that was killed between the file and its row leaves the file alone.
  @Test(arguments: TestEngine.allCases) func aFileWithoutAnImportGoes(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let files = kit.catalog.importFiles
      let content = Content(Array(Sheet.shirt.utf8))
      let waiting = try await kit.catalog.startImport(content, fileName: "waits.csv", into: kit.shop.id)
      let (old, fresh) = (ImportID(), ImportID())
      for id in [old, fresh] { try files.store(content, as: id) }
      for (id, age) in [(waiting.id, 2.0), (old, 2.0), (fresh, 0.5)] {
        let date = Date(timeIntervalSince1970: Double(kit.clock.now.milliseconds) / 1000 - age * 3_600)
        try FileManager.default.setAttributes(
          [.modificationDate: date], ofItemAtPath: files.url(of: id).path)
      }
      try await kit.catalog.endForgottenImports()
      let left = [waiting.id, old, fresh].map {
        FileManager.default.fileExists(atPath: files.url(of: $0).path)
      }
      #expect(left == [true, false, true])
    }
  }
}
