import Kernel

/// Names something that may change and that what is kept in memory depends on, as a product.
package struct CacheTag: Hashable, Sendable {
  private let kind: String
  private let high: UInt64
  private let low: UInt64

  /// The one thing of its kind, as the site.
  package init(_ kind: String) {
    self.kind = kind
    (high, low) = (0, 0)
  }

  /// One of many.
  package init<E: Entity>(_ kind: String, _ id: ID<E>) {
    self.kind = kind
    (high, low) = (id.high, id.low)
  }

  /// Changes with everything else.
  static let anything = CacheTag("anything")
}

/// The last changes, for those who were reading meanwhile.
struct RecentChanges {
  private static let kept = 1_024

  /// The number of the last change; each has the next one.
  private(set) var last: UInt64 = 0
  /// The things that changed, without a set everything.
  private var recent: [Set<CacheTag>?] = []

  /// An empty set is everything.
  mutating func note(_ tags: Set<CacheTag>) {
    last += 1
    recent.append(tags.isEmpty ? nil : tags)
    if recent.count >= 2 * RecentChanges.kept { recent.removeFirst(recent.count - RecentChanges.kept) }
  }

  /// The first change of one of these things after the change with this number; `nil` when there was none. What nobody
  /// remembers any more is taken for one.
  func first(of tags: Set<CacheTag>, after number: UInt64) -> UInt64? {
    let missing = last - UInt64(recent.count)
    if number < missing { return number + 1 }
    for (index, changed) in recent.enumerated().dropFirst(Int(number - missing)) {
      guard let changed else { return missing + UInt64(index) + 1 }
      if tags.contains(.anything) || !changed.isDisjoint(with: tags) { return missing + UInt64(index) + 1 }
    }
    return nil
  }
}
