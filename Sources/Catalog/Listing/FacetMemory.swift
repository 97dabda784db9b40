import Kernel
import Synchronization

/// What is kept of facets, in bytes as they are estimated.
private let capacityBytes = 16 << 20
/// About what a kept value takes.
private let bytesPerValue = 120
/// What takes no longer than this is always counted anew.
private let cheap = Duration.milliseconds(5)

/// Keeps facets by their filter, as long as the index is the same. Where they take long to count one reader does it;
/// others get those of a moment ago, or wait when there are none.
final class FacetMemory: Sendable {
  private struct Entry {
    var facets: Facets?
    var version: UInt64 = 0
    var countedAt = ContinuousClock.now
    var cost = Duration.zero
    var lastUse: UInt64 = 0
    var running: Running?

    var bytes: Int {
      guard let facets else { return bytesPerValue }
      let values =
        facets.categories.count + facets.colors.count + facets.sizes.count + facets.tags.count
        + facets.brands.count + facets.shops.count + facets.attributes.reduce(0) { $0 + $1.values.count }
      return (values + 20) * bytesPerValue
    }
  }

  private struct Running {
    let version: UInt64
    let since = ContinuousClock.now
    let task: Task<Facets, any Error>
  }

  private struct State {
    var entries: [ListingFilter: Entry] = [:]
    var bytes = 0
    var uses: UInt64 = 0
  }

  private enum Answer {
    case known(Facets)
    case coming(Task<Facets, any Error>)
  }

  private let state = Mutex(State())
  /// So old counts are shown at most while one reader counts anew.
  private let maximumAge: Duration

  init(maximumAge: Duration = Freshness.usual.oldestCounts) { self.maximumAge = maximumAge }

  /// The facets of a filter as of a version of the index or a later one, or those of a moment ago. Throws what `count`
  /// throws.
  func facets(
    _ filter: ListingFilter, version: UInt64, count: @escaping @Sendable () async throws -> Facets
  ) async throws -> Facets {
    let answer = state.withLock { state -> Answer in
      state.uses += 1
      var entry = state.entries[filter] ?? Entry()
      entry.lastUse = state.uses
      defer { state.entries[filter] = entry }
      if let facets = entry.facets {
        if entry.version >= version { return .known(facets) }
        let isFresh = entry.countedAt.duration(to: .now) < maximumAge && entry.cost > cheap
        if isFresh, entry.running != nil { return .known(facets) }
        if isFresh {
          entry.running = Running(version: version, task: run(filter, version, count))
          return .known(facets)
        }
      }
      if let running = entry.running {
        let isRecent = entry.cost > cheap && running.since.duration(to: .now) < maximumAge
        if running.version >= version || isRecent { return .coming(running.task) }
      }
      let task = run(filter, version, count)
      entry.running = Running(version: version, task: task)
      return .coming(task)
    }
    switch answer {
    case .known(let facets): return facets
    case .coming(let task): return try await task.value
    }
  }

  private func run(
    _ filter: ListingFilter, _ version: UInt64, _ count: @escaping @Sendable () async throws -> Facets
  ) -> Task<Facets, any Error> {
    Task { [self] in
      let start = ContinuousClock.now
      do {
        let facets = try await count()
        keep(facets, filter, version, cost: start.duration(to: .now))
        return facets
      } catch {
        state.withLock { state in
          if state.entries[filter]?.running?.version == version { state.entries[filter]?.running = nil }
        }
        throw error
      }
    }
  }

  private func keep(_ facets: Facets, _ filter: ListingFilter, _ version: UInt64, cost: Duration) {
    state.withLock { state in
      var entry = state.entries[filter] ?? Entry()
      if entry.facets != nil { state.bytes -= entry.bytes }
      if entry.version <= version {
        entry.facets = facets
        entry.version = version
        entry.countedAt = .now
        entry.cost = cost
      }
      if entry.running?.version == version { entry.running = nil }
      state.entries[filter] = entry
      state.bytes += entry.bytes
      if state.bytes > capacityBytes { shed(&state) }
    }
  }

  /// Forgets what was not asked for the longest, a quarter of all.
  private func shed(_ state: inout State) {
    let old = state.entries.filter { $0.value.running == nil }.sorted { $0.value.lastUse < $1.value.lastUse }
    for (filter, entry) in old.prefix(max(1, old.count / 4)) {
      if entry.facets != nil { state.bytes -= entry.bytes }
      state.entries[filter] = nil
    }
  }
}
