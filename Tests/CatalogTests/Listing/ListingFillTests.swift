import Kernel
import MarketSupport
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Catalog

/// While the index fills, nobody else waits for it.
@Suite struct ListingFillTests {
  /// A door that fills stand at, until it is opened for each of them.
  private final class Door: Sendable {
    private struct State {
      var visits = 0
      var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func pass() async {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          state.visits += 1
          state.waiting.append(continuation)
        }
      }
    }

    /// Returns when as many as this have come.
    func visit(_ number: Int) async throws {
      while state.withLock({ $0.visits }) < number { try await Task.sleep(for: .milliseconds(10)) }
    }

    /// Lets those go on that stand there.
    func open() {
      let waiting = state.withLock { state in
        defer { state.waiting = [] }
        return state.waiting
      }
      for continuation in waiting { continuation.resume() }
    }
  }

  /// Another node, that follows what happens at the kit's.
  private func node(
    _ kit: CatalogKit, _ door: Door, longestWait: Duration = patience
  ) -> (index: ListingIndex, changes: CatalogChanges) {
    let changes = CatalogChanges(kit.database, longestWait: longestWait)
    return (ListingIndex(kit.database, changes) { await door.pass() }, changes)
  }

  @Test("Changes are told meanwhile, and the index has them at its end", arguments: TestEngine.allCases)
  func changesAreToldMeanwhile(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 1, "stock": 1}"#)
      let door = Door()
      let (index, changes) = node(kit, door)
      let told = try await Told(changes)
      let filling = Task { try await index.fill() }
      try await door.visit(1)
      let made = try await kit.product(#"{"title": "Bowl", "price": 1, "stock": 1}"#)
      let bowl = try #require(made.at("id").text.flatMap { ProductID($0) })
      // With the index in the way this would be told after the fill, so never.
      #expect(await told.next() == [.product(bowl)])
      #expect(await kit.vendor.send(.delete, "/shops/\(kit.shop.id)/products/cup").status == 204)
      await changes.catchUp()
      door.open()
      try await filling.value
      #expect(index.count == 1)
      #expect(index.read { $0.columns.slot(of: bowl) } != nil)
    }
  }

  @Test("Who needs what is not there yet hears so at once", arguments: TestEngine.allCases)
  func nothingToServeYet(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 1, "stock": 1}"#)
      let door = Door()
      let (index, _) = node(kit, door, longestWait: .milliseconds(50))
      let filling = Task { try await index.fill() }
      try await door.visit(1)
      for _ in 0..<2 {
        let problem = await #expect(throws: Problem.self) { try await index.reach() }
        #expect(problem?.kind == .unavailable && problem?.retryAfterSeconds != nil)
        await #expect(throws: HealthCheck.Waiting.self) { try await index.check() }
      }
      door.open()
      try await filling.value
      try await index.reach()
      try await index.check()
      #expect(index.count == 1)
    }
  }

  @Test("While it is filled anew there is what was there", arguments: TestEngine.allCases)
  func theOldOneIsServed(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 1, "stock": 1}"#)
      let door = Door()
      let (index, changes) = node(kit, door, longestWait: .milliseconds(50))
      let filling = Task { try await index.fill() }
      try await door.visit(1)
      door.open()
      try await filling.value
      try await kit.product(#"{"title": "Bowl", "price": 1, "stock": 1}"#)
      try await kit.product(#"{"title": "Lamp", "price": 1, "stock": 1}"#)
      // Who looks for the first time is told that anything may have changed.
      let gaps = Mutex(0)
      changes.subscribe { subjects in if subjects.isEmpty { gaps.withLock { $0 += 1 } } }
      while gaps.withLock({ $0 }) == 0 { await changes.catchUp() }
      try await door.visit(2)
      try await index.reach()
      #expect(index.count == 1)
      door.open()
      try await index.fill()
      #expect(index.count == 3)
      // What was kept of the old one goes.
      while gaps.withLock({ $0 }) < 2 { await changes.catchUp() }
    }
  }
}
