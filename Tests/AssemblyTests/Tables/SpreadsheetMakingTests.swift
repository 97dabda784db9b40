import Foundation
import Gateways
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Areas
@testable import Web

/// Files for Excel take no more of the machine than uploads may.
@Suite struct SpreadsheetMakingTests {
  /// Rows without an end, and how often they were asked for.
  private final class Endless: Sendable {
    private let count = Mutex(0)
    var asked: Int { count.withLock { $0 } }

    func next() -> [[TableCell]] {
      count.withLock { $0 += 1 }
      return Array(repeating: [.text("Lamp"), .number(1)], count: 100)
    }
  }

  private func store(_ folder: URL, bytes: Int) -> ContentStore {
    var configuration = WebConfiguration()
    configuration.contentDiskBytes = bytes
    configuration.spoolFolder = folder
    return ContentStore(configuration)
  }

  private func left(_ folder: URL) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
  }

  @Test func theyAreOfTheBudgetOfUploads() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = store(folder, bytes: 1_000_000)
    let rows = Endless()
    try await DiskRoom.$current.withValue(DiskRoom(store, client: "192.0.2.1")) {
      let making = try SpreadsheetMaking(header: ["Title", "Pieces"])
      #expect(store.disk.usedBytes > 0)
      do {
        _ = try await making.file { rows.next() }
        Issue.record("a file without an end was made")
      } catch let problem as Problem {
        #expect([.tooManyRequests, .unavailable].contains(problem.kind))
      }
      #expect(store.disk.usedBytes <= 1_000_000)
      withExtendedLifetime(making) {}
    }
    #expect(store.disk.usedBytes == 0, "given back with the answer")
    #expect(try left(folder) == [])
  }

  @Test func aFileEndsWhereASheetDoes() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = store(folder, bytes: 100_000_000)
    let rows = Endless()
    let handle = try await DiskRoom.$current.withValue(DiskRoom(store, client: "192.0.2.1")) {
      try await SpreadsheetMaking(header: ["Title", "Pieces"], rowsPerSheet: 252).file { rows.next() }
    }
    #expect(rows.asked == 3, "250 rows, the head, and a word about the rest")
    #expect(try handle.read(upToCount: 2) == Data("PK".utf8))
    try handle.close()
    #expect(try left(folder) == [], "it has no name while it is sent")
  }

  @Test func fewAreMadeAtOnce() throws {
    let places = SpreadsheetPlaces(most: 2)
    func make() throws -> SpreadsheetMaking { try SpreadsheetMaking(header: ["Title"], places: places) }
    do {
      let (first, second) = (try make(), try make())
      let refused = #expect(throws: Problem.self) { try make() }
      #expect(refused?.kind == .unavailable && refused?.retryAfterSeconds != nil)
      withExtendedLifetime((first, second)) {}
    }
    _ = try make()
  }

  @Test func whoReadsSlowlyHoldsNoPlace() async throws {
    let places = SpreadsheetPlaces(most: 1)
    func make() throws -> SpreadsheetMaking { try SpreadsheetMaking(header: ["Title"], places: places) }
    do {
      let slow = try make()
      let handle = try await slow.file { [] }
      _ = try make()
      withExtendedLifetime(slow) {}
      try handle.close()
    }
    // Given back once, and not again with the answer.
    let second = try make()
    let refused = #expect(throws: Problem.self) { try make() }
    #expect(refused?.kind == .unavailable)
    withExtendedLifetime(second) {}
  }
}
