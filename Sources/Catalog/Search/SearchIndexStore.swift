import Areas
import Kernel
import Persistence

/// How much of a description is searched, in characters.
private let searchedCharacters = 8_000
private let rowsPerInsert = 25
/// So many words of the first paragraph are what a vendor says first, not more.
private let leadWords = 60
private let paragraphEnds = ["</p>", "</div>", "</h", "<br", "<ul", "<ol", "<table"]

/// What is searched of a product: the words of its texts, as `SearchWords` splits and folds them.
struct SearchDocument: Hashable {
  let product: ProductID
  let title: [String]
  /// The beginning of the description: what the vendor says first.
  let lead: [String]
  /// Brand, tags, the values of options and specifications, and titles in other languages.
  let facts: [String]
  /// The rest of the description, and all texts in other languages.
  let body: [String]

  /// What is searched of a draft; `words` are those of its description, where they were taken apart before.
  init(_ product: ProductID, _ draft: ProductDraft, _ words: DescriptionWords? = nil) {
    self.product = product
    title = SearchWords.indexed(draft.title)
    var values = [draft.brand ?? ""] + draft.tags
    for option in draft.options { values += option.values }
    for attribute in draft.attributes { values.append(attribute.value) }
    for said in draft.values where said.attribute.kind != .yesNo { values.append(said.value) }
    let (titles, descriptions) = DescriptionWords.translated(draft.translations)
    facts = values.flatMap(SearchWords.indexed) + titles
    let words = words ?? DescriptionWords(draft.text)
    lead = words.lead
    body = words.body + titles + descriptions
  }

  /// Whether the words of two drafts can be others: taking a description apart costs more than comparing it.
  static func mayDiffer(_ one: ProductDraft, _ other: ProductDraft) -> Bool {
    one.title != other.title || one.text != other.text || one.brand != other.brand || one.tags != other.tags
      || one.options != other.options || one.attributes != other.attributes
      || one.values.bySlug != other.values.bySlug || one.translations != other.translations
  }

  /// The words of a field.
  func words(_ field: SearchField) -> [String] {
    switch field {
    case .title: title
    case .lead: lead
    case .facts: facts
    case .body: body
    }
  }
}

/// The words of a description as the index has them: the dear part of a document, which can be made before a transaction.
struct DescriptionWords: Sendable {
  /// What the vendor says first.
  let lead: [String]
  let body: [String]

  init(_ description: ProductText) {
    let parts = Self.parts(of: description)
    let first = SearchWords.indexed(parts.first)
    lead = Array(first.prefix(leadWords))
    body = first.dropFirst(leadWords) + SearchWords.indexed(parts.rest)
  }

  /// The words of titles and descriptions in other languages. They stand behind the facts and the rest of the description,
  /// so that title and lead keep the length that they have in one language: what is translated is neither found before nor
  /// behind what is not.
  fileprivate static func translated(
    _ translations: Translations
  ) -> (titles: [String], descriptions: [String]) {
    var titles: [String] = []
    var descriptions: [String] = []
    for language in translations.languages {
      let title = translations[language, ProductTexts.title] ?? ""
      titles += SearchWords.indexed(title, in: language)
      guard let description = translations[language, ProductTexts.description] else { continue }
      let parts = parts(of: ProductText(safe: description))
      descriptions += SearchWords.indexed("\(parts.first) \(parts.rest)", in: language)
    }
    return (titles, descriptions)
  }

  /// The first paragraph of a description and what follows it.
  private static func parts(of description: ProductText) -> (first: String, rest: String) {
    let text = String(description.text.prefix(searchedCharacters))
    let ends = description.isHTML ? paragraphEnds : ["\n"]
    let end = ends.compactMap { text.firstRange(of: $0)?.lowerBound }.min() ?? text.endIndex
    func plain(_ part: Substring) -> String {
      description.isHTML ? ProductText(text: String(part), isHTML: true).plain() : String(part)
    }
    return (plain(text[..<end]), plain(text[end...]))
  }
}

/// Keeps the search index of either engine in step with the products, in their own transactions.
enum SearchIndex {
  /// Adds documents of new products.
  static func add(_ documents: [SearchDocument], _ tx: Transaction) throws {
    switch tx.engine {
    case .sqlite: try SQLiteSearchIndex.add(documents, tx)
    case .postgres: try PostgresSearchIndex.put(documents, tx)
    }
  }

  /// Replaces the documents of products that are there already.
  static func replace(_ documents: [SearchDocument], _ tx: Transaction) throws {
    switch tx.engine {
    case .sqlite:
      try SQLiteSearchIndex.remove(documents.map(\.product), tx)
      try SQLiteSearchIndex.add(documents, tx)
    case .postgres: try PostgresSearchIndex.put(documents, tx)
    }
  }

  /// Removes the documents of products that are about to be deleted.
  static func remove(_ products: [ProductID], _ tx: Transaction) throws {
    switch tx.engine {
    case .sqlite: try SQLiteSearchIndex.remove(products, tx)
    case .postgres: try PostgresSearchIndex.remove(products, tx)
    }
  }

  /// Rewrites a part of the index without what removed documents left in it. False when nothing is left.
  static func compact(_ tx: Transaction) throws -> Bool {
    switch tx.engine {
    case .sqlite: try SQLiteSearchIndex.compact(tx)
    case .postgres: false
    }
  }
}

/// An FTS5 table whose rowid is `products.number`.
private enum SQLiteSearchIndex {
  /// Pages that one step writes at most.
  private static let pagesPerStep: Int64 = 500

  /// FTS5 notes that a document is gone and keeps its words until the segments are merged into one.
  static func compact(_ tx: Transaction) throws -> Bool {
    let segments: SQL = "SELECT COUNT(DISTINCT segid) FROM product_search_idx"
    guard try tx.value(segments, as: Int.self) ?? 0 > 1 else { return false }
    try tx.run("INSERT INTO product_search (product_search, rank) VALUES ('merge', \(-pagesPerStep))")
    return try tx.value(segments, as: Int.self) ?? 0 > 1
  }

  static func add(_ documents: [SearchDocument], _ tx: Transaction) throws {
    let byProduct = Dictionary(documents.map { ($0.product, $0) }) { $1 }
    for chunk in documents.chunks(of: rowsPerInsert) {
      let numbers = try tx.all(
        "SELECT number, id FROM products WHERE id IN \(list: chunk.map(\.product)) ORDER BY number"
      ) { row -> (number: Int64, product: ProductID) in (number: try row.next(), product: try row.next()) }
      // In ascending order, as FTS5 writes a segment whenever a smaller number follows.
      let rows = numbers.compactMap { number, product -> NamedValues? in
        guard let document = byProduct[product] else { return nil }
        return [
          "rowid": number, "title": document.title.joined(separator: " "),
          "lead": document.lead.joined(separator: " "), "facts": document.facts.joined(separator: " "),
          "body": document.body.joined(separator: " "),
        ]
      }
      guard !rows.isEmpty else { continue }
      try tx.run("INSERT INTO product_search \(values: rows)")
    }
  }

  static func remove(_ products: [ProductID], _ tx: Transaction) throws {
    try tx.run(
      """
      DELETE FROM product_search
      WHERE rowid IN (SELECT number FROM products WHERE id IN \(list: products))
      """)
  }
}

/// A weighted tsvector for each product, and the words that they hold.
private enum PostgresSearchIndex {
  /// The last place of a word that PostgreSQL tells apart, and how many of one word it keeps.
  private static let maximumPlace = 16_383
  private static let maximumPlaces = 255

  /// Words that no other document has go, too.
  static func remove(_ products: [ProductID], _ tx: Transaction) throws {
    let words: [String] = try tx.values(
      """
      SELECT DISTINCT word FROM product_search, unnest(tsvector_to_array(document)) AS word
      WHERE product_id IN \(list: products)
      """)
    try tx.run("DELETE FROM product_search WHERE product_id IN \(list: products)")
    for chunk in words.sorted().chunks(of: 500).map(Array.init) {
      try tx.run(
        """
        DELETE FROM search_words WHERE term IN \(list: Array(chunk)) AND NOT EXISTS (
          SELECT 1 FROM product_search
          WHERE document @@ CAST('''' || REPLACE(term, '''', '''''') || '''' AS tsquery))
        """)
    }
  }

  static func put(_ documents: [SearchDocument], _ tx: Transaction) throws {
    for chunk in documents.chunks(of: rowsPerInsert) {
      let rows = chunk.map { document -> SQL in
        """
        SELECT id AS product_id, CAST(\(vector(document)) AS tsvector) AS document,
          CAST(\(document.title.count) AS INTEGER) AS title_words,
          CAST(\(document.lead.count) AS INTEGER) AS lead_words, number
        FROM products WHERE id = \(document.product)
        """
      }
      try tx.run(
        """
        INSERT INTO product_search (product_id, document, title_words, lead_words, number)
        \(fragment: SQL.join(rows, " UNION ALL "))
        ON CONFLICT (product_id) DO UPDATE SET document = excluded.document,
          title_words = excluded.title_words, lead_words = excluded.lead_words
        """)
    }
    for chunk in documents.chunks(of: 500) {
      try tx.run(
        """
        INSERT INTO search_words (term)
        SELECT DISTINCT word COLLATE "C" AS term
        FROM product_search, unnest(tsvector_to_array(document)) AS word
        WHERE product_id IN \(list: chunk.map(\.product)) AND length(word) <= 40 ORDER BY term
        ON CONFLICT DO NOTHING
        """)
    }
  }

  /// The document as PostgreSQL reads it: each word with its places and the weight of the field. There are no more
  /// places than the type can hold.
  private static func vector(_ document: SearchDocument) -> String {
    var places: [String: [String]] = [:]
    var place = 0
    for (terms, weight) in zip(SearchField.allCases.map(document.words), "ABCD") {
      for term in terms {
        place = min(place + 1, maximumPlace)
        if places[term, default: []].count < maximumPlaces {
          places[term, default: []].append("\(place)\(weight)")
        }
      }
    }
    return places.sorted { $0.key < $1.key }
      .map { "'\($0.key)':\($0.value.joined(separator: ","))" }.joined(separator: " ")
  }
}
