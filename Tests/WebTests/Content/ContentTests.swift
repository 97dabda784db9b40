import Foundation
import Kernel
import Testing

@testable import Web

private let megabyte = 1024 * 1024

@Suite(.timeLimit(.minutes(2)))
struct ContentTests {
  private let folder = SpoolFolder()

  private func collect(
    _ bytes: [UInt8], _ store: ContentStore, client: String = "a", by step: Int = 10_000
  ) async throws -> Content {
    var collector = ContentCollector(store, client: client, limit: 64 * megabyte)
    for start in stride(from: 0, to: bytes.count, by: step) {
      try await collector.add(bytes[start..<min(bytes.count, start + step)])
    }
    return try await collector.finish()
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 70_000, 131_072, 200_001])
  func everyByteComesBack(_ count: Int) async throws {
    let store = folder.store()
    let bytes = patterned(count)
    do {
      let content = try await collect(bytes, store)
      #expect(content.count == count && content.isEmpty == (count == 0))
      #expect(try content.bytes() == bytes)
      var pieces: [UInt8] = []
      try content.forEachPiece { pieces += $0 }
      #expect(pieces == bytes)
      let part = content.slice(count / 3..<count * 2 / 3)
      #expect(try part.bytes() == Array(bytes[count / 3..<count * 2 / 3]))
      #expect(try part.slice(1..<5).bytes() == Array(bytes[count / 3..<count * 2 / 3].dropFirst().prefix(4)))
      #expect(try content.read(0..<Int.max / 2) == bytes)
      #expect(folder.names.isEmpty && folder.openCount == (count > 65_536 ? 1 : 0))
    }
    // The thread that wrote last may still be about to let go.
    try await until { folder.openCount == 0 && store.memory.usedBytes == 0 && store.disk.usedBytes == 0 }
    #expect(store.memory.clientCount == 0 && store.disk.clientCount == 0)
  }

  @Test func aFileIsSavedAsAWholeOrNotAtAll() async throws {
    let store = folder.store()
    let content = try await collect(patterned(300_000), store)
    let file = folder.url.appendingPathComponent("saved.csv")
    try content.save(to: file)
    #expect(try Data(contentsOf: file) == Data(patterned(300_000)))
    #expect(folder.names == ["saved.csv"])
    let nowhere = folder.url.appendingPathComponent("missing/saved.csv")
    #expect(throws: SpoolError.self) { try content.save(to: nowhere) }
    let taken = folder.url.appendingPathComponent("folder")
    try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: false)
    #expect(throws: SpoolError.self) { try content.save(to: taken) }
    #expect(folder.names.sorted() == ["folder", "saved.csv"])
  }

  @Test func whatComesHoldsLittleMemory() async throws {
    let store = folder.store()
    var collector = ContentCollector(store, client: "a", limit: 64 * megabyte)
    for _ in 0..<100 {
      try await collector.add(patterned(20_000))
      #expect(store.memory.usedBytes <= ContentCollector.memoryBytes)
    }
    #expect(store.disk.usedBytes > 1_900_000)
  }

  @Test func aClientHasAShareAndAllHaveABudget() async throws {
    let store = folder.store(diskMegabytes: 66)
    let most = try await collect([UInt8](repeating: 1, count: 63 * megabyte), store, by: megabyte)
    let more = [UInt8](repeating: 1, count: 4 * megabyte)
    let own = await #expect(throws: Problem.self) { _ = try await collect(more, store, by: megabyte) }
    #expect(own?.kind == .tooManyRequests && own?.retryAfterSeconds != nil)
    let others = await #expect(throws: Problem.self) {
      _ = try await collect(more, store, client: "b", by: megabyte)
    }
    #expect(others?.kind == .unavailable && others?.retryAfterSeconds != nil)
    #expect(throws: Problem.self) { try store.requireRoom(for: 4 * megabyte, client: "a") }
    #expect(throws: Problem.self) { try store.requireRoom(for: 4 * megabyte, client: "b") }
    // Nothing stays taken by those who were refused.
    try await until {
      store.disk.usedBytes == 63 * megabyte && store.disk.clientCount == 1 && folder.openCount == 1
    }
    _ = try await collect([UInt8](repeating: 2, count: 2 * megabyte), store, client: "b", by: megabyte)
    #expect(most.count == 63 * megabyte)
  }

  @Test func readingWholeFilesTakesFromTheBudgetOfMemory() async throws {
    let store = folder.store(memoryMegabytes: 66)
    do {
      let first = try await collect([UInt8](repeating: 1, count: 40 * megabyte), store, by: megabyte)
      let second = try await collect(
        [UInt8](repeating: 1, count: 40 * megabyte), store, client: "b", by: megabyte)
      #expect(try first.bytes().count == 40 * megabyte)
      let refused = #expect(throws: Problem.self) { _ = try second.bytes() }
      #expect(refused?.kind == .unavailable)
      #expect(try second.read(0..<100).count == 100)
    }
    try await until { store.memory.usedBytes == 0 }
  }

  @Test func aKilledRunsNamesAreRemoved() throws {
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    try Data([1]).write(to: folder.url.appendingPathComponent(".content-left"))
    try Data([1]).write(to: folder.url.appendingPathComponent("other"))
    folder.store().prepare()
    #expect(folder.names == ["other"])
  }
}
