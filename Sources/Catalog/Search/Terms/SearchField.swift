/// A part of a product that is searched, in the order of what it says about the product: `ABCD` of PostgreSQL's weights.
enum SearchField: Int, CaseIterable, Sendable {
  case title, lead, facts, body

  /// The column of FTS5.
  var column: String {
    switch self {
    case .title: "title"
    case .lead: "lead"
    case .facts: "facts"
    case .body: "body"
    }
  }

  /// The weight of a `tsvector`.
  var weight: String {
    switch self {
    case .title: "A"
    case .lead: "B"
    case .facts: "C"
    case .body: "D"
    }
  }
}

/// What a set of products is kept by.
enum TermKey: Hashable, Sendable {
  /// A word of the index as it stands there.
  case word(String)
  /// Words of the index that begin so.
  case beginning(String)

  var text: String {
    switch self {
    case .word(let text), .beginning(let text): text
    }
  }

  /// Whether a word of a document is meant.
  func holds(_ word: String) -> Bool {
    switch self {
    case .word(let text): word == text
    case .beginning(let text): word.utf8.starts(with: text.utf8)
    }
  }

  /// For FTS5's MATCH.
  func sqlite(_ field: SearchField) -> String { "\(field.column) : \"\(text)\"\(isBeginning ? "*" : "")" }

  /// For PostgreSQL's tsquery.
  func postgres(_ field: SearchField) -> String { "'\(text)':\(isBeginning ? "*" : "")\(field.weight)" }

  private var isBeginning: Bool {
    if case .beginning = self { return true }
    return false
  }
}

/// The numbers of products that have something, in each field; never changed.
struct TermSets: Sendable {
  let fields: [Bitmap]

  init(_ fields: [Bitmap]) { self.fields = fields }

  subscript(field: SearchField) -> Bitmap { fields[field.rawValue] }

  /// In any field.
  var all: Bitmap { Bitmap.union(fields) }

  /// What any of the sets holds, field by field.
  static func union(_ sets: [TermSets]) -> TermSets {
    if sets.count == 1 { return sets[0] }
    return TermSets(SearchField.allCases.map { field in Bitmap.union(sets.map { $0[field] }) })
  }

  /// What all of the sets hold, field by field.
  static func intersection(_ sets: [TermSets]) -> TermSets {
    guard let first = sets.first, sets.count > 1 else { return sets.first ?? TermSets.none }
    return TermSets(
      SearchField.allCases.map { field in sets.dropFirst().reduce(first[field]) { $0.intersection($1[field]) }
      })
  }

  static let none = TermSets(SearchField.allCases.map { _ in Bitmap() })

  /// About how many bytes they take.
  var byteCount: Int { fields.reduce(0) { $0 + $1.byteCount + 96 } }
}
