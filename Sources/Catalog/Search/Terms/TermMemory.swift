import Kernel
import Persistence
import Synchronization

/// Bytes that the sets of terms may take; beyond, those that were used longest ago go.
private let maximumBytes = 96 << 20
/// After room was made so much of it is left free, so that it isn't made for every set.
private let keptPart = 0.75
/// Changes of so many products are remembered for those who read meanwhile.
private let rememberedChanges = 8_192
private let productsPerRead = 200

/// Which products have which word in which field: sets of products' numbers, read from the index when a word is first
/// asked for, and kept in step with the products. Nothing else of the index is asked when products are ranked.
package final class TermMemory: Sendable {
  struct Entry {
    var sets: TermSets
    var bytes: Int
    var usedAt: UInt64
  }

  struct State {
    var entries: [TermKey: Entry] = [:]
    var bytes = 0
    var clock: UInt64 = 0
    /// Counts the changes that were told.
    var version: UInt64 = 1
    var changes: [(version: UInt64, products: [ProductID])] = []
    /// Who read before this may have missed a change.
    var oldest: UInt64 = 1
    /// What changed while somebody read, and has to be looked at once more.
    var late = Set<ProductID>()
    var isLooking = false
    var lengths: TermLengthTable?
    var vocabulary: Vocabulary?
  }

  private let database: Database
  private let limit: Int
  let state = Mutex(State())

  /// A memory of nothing, of at most so many bytes.
  init(_ database: Database, limit: Int = maximumBytes) {
    self.database = database
    self.limit = limit
  }

  /// The number of the present state; to be taken before the reading transaction begins.
  var version: UInt64 { state.withLock { $0.version } }

  /// The products that have a word, as of a transaction that began after `version` was taken.
  func sets(_ key: TermKey, asOf version: UInt64, _ snapshot: Snapshot) throws -> TermSets {
    let known = state.withLock { state -> TermSets? in
      state.clock += 1
      state.entries[key]?.usedAt = state.clock
      return state.entries[key]?.sets
    }
    if let known { return known }
    let sets = TermSets(
      try SearchField.allCases.map { field in
        let numbers = try TermStore.numbers(key, in: field, snapshot)
        return Bitmap(snapshot.engine == .postgres ? numbers.sorted() : numbers)
      })
    keep(sets, for: key, asOf: version)
    return sets
  }

  /// How long titles and leads are.
  func lengths(asOf version: UInt64, _ snapshot: Snapshot) throws -> TermLengthTable {
    if let known = state.withLock({ $0.lengths }) { return known }
    var table = TermLengthTable()
    try TermStore.lengths(snapshot) { number, lengths in table.set(lengths, of: number) }
    let read = table
    keep(asOf: version) { $0.lengths = read }
    return read
  }

  /// The words that people wrote.
  func vocabulary(asOf version: UInt64, _ snapshot: Snapshot) throws -> Vocabulary {
    if let known = state.withLock({ $0.vocabulary }) { return known }
    var words = Vocabulary()
    try TermStore.words(snapshot) { words.add($0) }
    let read = words
    keep(asOf: version) { $0.vocabulary = read }
    return read
  }

  /// Keeps what was read after `version` was taken.
  func keep(_ sets: TermSets, for key: TermKey, asOf version: UInt64) {
    let bytes = sets.byteCount + key.text.utf8.count + 128
    guard bytes <= limit else { return }
    keep(asOf: version) { state in
      guard state.entries[key] == nil else { return }
      state.entries[key] = Entry(sets: sets, bytes: bytes, usedAt: state.clock)
      state.bytes += bytes
      if state.bytes > limit { state.evict(to: Int(Double(limit) * keptPart)) }
    }
  }

  private func keep(asOf version: UInt64, _ body: (inout State) -> Void) {
    let isLate = state.withLock { state -> Bool in
      guard state.mayKeep(asOf: version) else { return false }
      body(&state)
      return !state.late.isEmpty && !state.isLooking
    }
    if isLate { Task { await look() } }
  }

  // MARK: Changes

  /// Takes what changed; an empty list for anything.
  func follow(_ products: [ProductID]) async {
    let isKept = state.withLock { state in
      state.note(products)
      state.late.formUnion(products)
      return !state.entries.isEmpty || state.lengths != nil || state.vocabulary != nil
    }
    if isKept {
      await look()
    } else {
      state.withLock { if !$0.isLooking { $0.late = [] } }
    }
  }

  /// Looks at what changed until nothing is left. One at a time, so that nothing older comes after something newer.
  func look() async {
    guard state.withLock({ $0.beginLooking() }) else { return }
    while let products = state.withLock({ $0.nextLook() }) {
      do {
        for part in products.chunks(of: productsPerRead) {
          let documents = try await database.read { try TermMemory.documents(Array(part), $0) }
          state.withLock { $0.apply(documents) }
        }
      } catch {
        // What could not be read is read anew when it is asked for.
        state.withLock { $0.note([]) }
      }
    }
  }

  private static func documents(_ ids: [ProductID], _ snapshot: Snapshot) throws -> [NumberedDocument] {
    let numbers = Dictionary(
      try TermStore.numbers(of: ids, snapshot).map { ($0.product, $0.number) }
    ) { $1 }
    return try ProductStore.find(ids, snapshot).compactMap { product in
      numbers[product.id].map { NumberedDocument($0, SearchDocument(product.id, product.draft)) }
    }
  }
}

/// The words of a changed product.
struct NumberedDocument: Sendable {
  let number: UInt32
  let lengths: TermLengths
  /// Each once, in order, of each field.
  let words: [[String]]

  init(_ number: UInt32, _ document: SearchDocument) {
    self.number = number
    lengths = TermLengths(title: document.title.count, lead: document.lead.count)
    words = SearchField.allCases.map { Set(document.words($0)).sorted { TermKey.precedes($0, $1) } }
  }

  /// Whether a field has what is meant.
  func has(_ key: TermKey, in field: SearchField) -> Bool {
    let words = words[field.rawValue]
    var (low, high) = (0, words.count)
    while low < high {
      let middle = (low + high) / 2
      if TermKey.precedes(words[middle], key.text) { low = middle + 1 } else { high = middle }
    }
    return low < words.count && key.holds(words[low])
  }
}

extension TermKey {
  /// By bytes, so that all words with one beginning lie side by side.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

extension TermMemory.State {
  /// Notes a change before it is looked at: who reads meanwhile may not see it.
  mutating func note(_ products: [ProductID]) {
    version += 1
    if products.isEmpty {
      (entries, bytes, lengths, vocabulary, late, changes) = ([:], 0, nil, nil, [], [])
      oldest = version
      return
    }
    changes.append((version, products))
    var count = changes.reduce(0) { $0 + $1.products.count }
    while count > rememberedChanges, let first = changes.first {
      changes.removeFirst()
      oldest = first.version
      count -= first.products.count
    }
  }

  mutating func beginLooking() -> Bool {
    if isLooking { return false }
    isLooking = true
    return true
  }

  /// What is to be looked at next; `nil` when nothing is, and nobody looks any more.
  mutating func nextLook() -> [ProductID]? {
    if late.isEmpty {
      isLooking = false
      return nil
    }
    defer { late = [] }
    return late.sorted()
  }

  /// Whether what was read since `version` can be kept. What changed meanwhile is to be looked at once more.
  mutating func mayKeep(asOf version: UInt64) -> Bool {
    guard version >= oldest else { return false }
    for change in changes.reversed() {
      if change.version <= version { break }
      late.formUnion(change.products)
    }
    return true
  }

  /// Makes sets what the documents say. Those that somebody holds stay as they are.
  mutating func apply(_ documents: [NumberedDocument]) {
    for (key, entry) in entries {
      var fields = entry.sets.fields
      var isChanged = false
      for field in SearchField.allCases {
        let set = fields[field.rawValue]
        let wrong = documents.filter { $0.has(key, in: field) != set.contains($0.number) }
        if wrong.isEmpty { continue }
        let changed = Bitmap.union([set])
        for document in wrong {
          if set.contains(document.number) {
            changed.remove(document.number)
          } else {
            changed.add(document.number)
          }
        }
        fields[field.rawValue] = changed
        isChanged = true
      }
      guard isChanged else { continue }
      let sets = TermSets(fields)
      let size = sets.byteCount + key.text.utf8.count + 128
      bytes += size - entry.bytes
      entries[key] = TermMemory.Entry(sets: sets, bytes: size, usedAt: entry.usedAt)
    }
    for document in documents {
      lengths?.set(document.lengths, of: document.number)
      for words in document.words { for word in words { vocabulary?.add(word) } }
    }
  }

  /// Lets those go that were used longest ago.
  mutating func evict(to size: Int) {
    for (key, entry) in entries.sorted(by: { $0.value.usedAt < $1.value.usedAt }) {
      if bytes <= size { return }
      entries[key] = nil
      bytes -= entry.bytes
    }
  }
}

/// The lengths of titles and leads by products' numbers.
struct TermLengthTable: Sendable {
  private(set) var title = ContiguousArray<UInt8>()
  private(set) var lead = ContiguousArray<UInt8>()

  mutating func set(_ lengths: TermLengths, of number: UInt32) {
    let missing = Int(number) + 1 - title.count
    if missing > 0 {
      title.append(contentsOf: repeatElement(0, count: missing))
      lead.append(contentsOf: repeatElement(0, count: missing))
    }
    title[Int(number)] = lengths.title
    lead[Int(number)] = lengths.lead
  }
}
