import Kernel
import Synchronization

/// A shop with fewer products is always counted anew: that takes some milliseconds.
private let usualLarge = 5_000
/// Counting may take one part of so many of the time, so the numbers of the largest shops are older than those of others.
private let usualShare = 20
/// So long the numbers stay at most, however long the last count took on a machine that was busy.
private let longestPause = Duration.seconds(60)
/// Nobody is told older numbers, not even who comes first in a long while.
private let longestAge = Duration.seconds(3_600)
private let keptShops = 1_000

/// Keeps how many products large shops have, where counting takes long: readers get the last numbers while one counts anew.
final class ProductCountMemory: Sendable {
  private struct Entry {
    var counts: ShopProductCounts
    var countedAt: ContinuousClock.Instant
    var cost: Duration
    var isCounting = false
  }

  private enum Answer {
    case known(ShopProductCounts)
    /// The last numbers, to be counted anew beside.
    case old(ShopProductCounts)
    case count
  }

  private let large: Int
  private let share: Int
  private let state = Mutex<[ShopID: Entry]>([:])

  /// `large` is how many products a shop has whose numbers are kept; counting takes one part of `share` of the time.
  init(large: Int = usualLarge, share: Int = usualShare) {
    self.large = large
    self.share = share
  }

  /// The numbers of now; of a large shop those of a moment ago. Throws what `count` throws.
  func counts(
    of shop: ShopID, count: @escaping @Sendable () async throws -> ShopProductCounts
  ) async throws -> ShopProductCounts {
    switch state.withLock({ find(shop, &$0) }) {
    case .known(let counts): return counts
    case .old(let counts):
      Task.detached { [self] in
        if (try? await renew(shop, count)) == nil { state.withLock { $0[shop]?.isCounting = false } }
      }
      return counts
    case .count: return try await renew(shop, count)
    }
  }

  private func find(_ shop: ShopID, _ entries: inout [ShopID: Entry]) -> Answer {
    guard let entry = entries[shop] else { return .count }
    let age = entry.countedAt.duration(to: .now)
    if age > longestAge { return .count }
    if entry.isCounting || age < min(entry.cost * share, longestPause) { return .known(entry.counts) }
    entries[shop]?.isCounting = true
    return .old(entry.counts)
  }

  private func renew(
    _ shop: ShopID, _ count: @Sendable () async throws -> ShopProductCounts
  ) async throws -> ShopProductCounts {
    let start = ContinuousClock.now
    let counts = try await count()
    let cost = start.duration(to: .now)
    state.withLock { entries in
      if counts.active + counts.draft + counts.archived + counts.deleted < large {
        entries[shop] = nil
      } else {
        if entries.count >= keptShops { entries = [:] }
        entries[shop] = Entry(counts: counts, countedAt: .now, cost: cost)
      }
    }
    return counts
  }
}
