import Kernel
import Persistence
import Synchronization

/// The words of all categories' names, in whatever language, in their order, in which the beginning of a word is found without a look at the
/// others.
struct CategoryNames: Sendable {
  private struct Entry: Sendable {
    let word: [UInt8]
    let place: Int
  }

  /// By their names.
  private let categories: [Category]
  private let entries: [Entry]
  private let byKey: [String: [CategoryID]]

  init(_ unsorted: [Category]) {
    let names = unsorted.map { (key: SearchWords.key($0.name), category: $0) }
    categories = names.sorted { ($0.key, $0.category.id) < ($1.key, $1.category.id) }.map(\.category)
    let called = unsorted.flatMap { category in
      Set(category.names.map(SearchRules.key)).map { (key: $0, id: category.id) }
    }
    byKey = Dictionary(grouping: called, by: \.key).mapValues { $0.map(\.id) }
    let found = categories.enumerated().flatMap { place, category in
      Set(category.names.flatMap(SearchWords.terms)).map { Entry(word: Array($0.utf8), place: place) }
    }
    entries = found.sorted { $0.word.lexicographicallyPrecedes($1.word) }
  }

  /// The categories whose whole name is this text, whatever the forms of its words.
  func called(_ text: String) -> [CategoryID] {
    let key = SearchRules.key(text)
    return key.isEmpty ? [] : byKey[key] ?? []
  }

  /// The first categories, by name, in whose names all words begin words.
  func beginning(_ groups: [SearchGroup], limit: Int) -> [Category] {
    var places: Set<Int>?
    for group in groups {
      let found = group.alternatives.reduce(into: Set<Int>()) { $0.formUnion(named($1)) }
      places = places?.intersection(found) ?? found
    }
    return (places ?? []).sorted().prefix(limit).map { categories[$0] }
  }

  private func named(_ words: [String]) -> Set<Int> {
    guard let first = words.first else { return Set(categories.indices) }
    return words.dropFirst().reduce(into: named(first)) { $0.formIntersection(named($1)) }
  }

  /// Where a word begins so.
  private func named(_ beginning: String) -> Set<Int> {
    let wanted = Array(beginning.utf8)
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].word.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    return Set(entries[low...].prefix { $0.word.starts(with: wanted) }.map(\.place))
  }
}

/// Keeps the names of categories until one changes, on whichever node, so that what is typed costs the same however many
/// there are.
package final class CategoryNameMemory: Sendable {
  private struct Entry {
    let names: CategoryNames
    let version: UInt64
  }

  private let counter = Atomic<UInt64>(1)
  private let entry = Mutex<Entry?>(nil)

  /// A memory of nothing.
  package init() {}

  /// Is told what changes.
  func follow(_ changes: CatalogChanges) {
    changes.subscribe { [weak self] subjects in
      if subjects.isEmpty || subjects.contains(.categories) { self?.forget() }
    }
  }

  /// The number of the present state; to be taken before the reading transaction begins.
  var version: UInt64 { counter.load(ordering: .acquiring) }

  /// The names are others now.
  func forget() { counter.add(1, ordering: .acquiringAndReleasing) }

  /// The names as of a version or later; `read` is asked for them when they are not there.
  func names(asOf version: UInt64, read: () throws -> [Category]) rethrows -> CategoryNames {
    let known = entry.withLock { entry in
      entry.flatMap { $0.version >= version ? $0.names : nil }
    }
    if let known { return known }
    let names = CategoryNames(try read())
    entry.withLock { entry in
      if let entry, entry.version > version { return }
      entry = Entry(names: names, version: version)
    }
    return names
  }
}
