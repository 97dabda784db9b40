import Kernel
import Persistence
import Synchronization

private let daysKept: Int64 = 30
/// Different texts that are kept of one day.
private let textsPerDay = 1_000
private let listedTexts = 100
private let longestText = 60
/// Longer numbers may be somebody's.
private let longestNumber = 6
/// So many are noted in a second on a node: nobody keeps the database busy by looking for nonsense.
private let notesPerSecond = 5
private let dayMilliseconds: Int64 = 86_400_000
private let purgeEverySeconds: Int64 = 3_600

/// What was looked for and not found.
package struct MissedSearch: Hashable, Sendable, RowDecodable {
  package let text: String
  /// How often.
  package let searches: Int64

  package init(row: inout Row) throws {
    text = try row.next()
    searches = try row.next()
  }

  /// What is kept of a text: its words, folded. `nil` for what is long, or may be an address or a number of a person.
  static func kept(_ text: String) -> String? {
    if text.contains("@") || text.contains("://") { return nil }
    let words = SearchWords.words(text)
    let digits = words.joined().filter(\.isNumber).count
    let kept = words.joined(separator: " ")
    return words.isEmpty || kept.count > longestText || digits > longestNumber ? nil : kept
  }

  static func day(_ now: Timestamp) -> Int64 { now.milliseconds / dayMilliseconds }
}

/// Lets only so many notes through.
final class MissedSearchGate: Sendable {
  private let state = Mutex<(second: Int64, notes: Int)>((0, 0))

  func takes(at now: Timestamp) -> Bool {
    let second = now.milliseconds / 1000
    return state.withLock { state in
      if state.second != second { state = (second, 0) }
      state.notes += 1
      return state.notes <= notesPerSecond
    }
  }
}

extension Catalog {
  /// What most was looked for and not found in the last 30 days.
  package func missedSearches() async throws -> [MissedSearch] {
    let first = MissedSearch.day(clock.now()) - daysKept
    return try await database.read { try MissedSearchStore.most(since: first, limit: listedTexts, $0) }
  }

  /// Counts a search that found nothing. Whoever searched is answered all the same when that fails.
  func noteMissed(_ text: String) async {
    let now = clock.now()
    guard let kept = MissedSearch.kept(text), missedSearchGate.takes(at: now) else { return }
    let day = MissedSearch.day(now)
    try? await database.write { try MissedSearchStore.count(kept, on: day, upTo: textsPerDay, $0) }
  }

  func expireMissedSearches() async throws {
    let first = MissedSearch.day(clock.now()) - daysKept
    try await database.write { try MissedSearchStore.expire(before: first, $0) }
  }
}

/// Forgets searches without a hit that are too old.
struct ExpireMissedSearches: Job {
  static let kind = "catalog.expire-missed-searches"

  static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(ExpireMissedSearches.self) { _, _ in try await catalog.expireMissedSearches() }
    try registry.every(seconds: purgeEverySeconds, ExpireMissedSearches())
  }
}
