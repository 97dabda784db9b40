import Kernel

/// Questions as the engine's query language (DSL) has them, in what OpenSearch and Elasticsearch 7 and later share.
struct OpenSearchQuery: Sendable {
  /// Languages in which words lose their endings, with the analyzer of each; their fields are called `title.de`.
  static let analyzers = ["en": "english", "de": "german", "ar": "arabic"]
  /// What a whole number of an article counts: before all words.
  private static let articleBoost = 1_000.0
  private static let stemmedShare = 0.7
  /// What of several fields that have a word counts besides the best.
  private static let tieBreaker = 0.2
  private static let weights: [(field: String, weight: Double)] = [
    ("title", 4), ("brand", 2), ("categories", 2), ("tags", 1.5), ("values", 1.5), ("description", 0.5),
  ]
  private static let stemmed: Set<String> = ["title", "categories", "description"]
  /// Where beginnings of words are looked for, and words that were meant.
  static let named = ["title", "brand", "categories", "tags", "values"]
  /// Stand around a word that was found; nobody types them.
  static let marks = (begin: "\u{2}", end: "\u{3}")

  /// The body of a search.
  static func body(_ question: SearchQuestion) -> JSONValue {
    var body: [String: JSONValue] = [
      "size": .integer(Int64(question.limit)), "_source": .boolean(false),
      "track_total_hits": .boolean(false),
      "sort": .array([
        .object(["_score": .object(["order": .string("desc")])]),
        .object(["number": .object(["order": .string("asc")])]),
      ]),
      "query": query(question),
    ]
    if let after = question.after {
      body["search_after"] = .array([.number(Double(after.score)), .integer(Int64(after.number))])
    }
    return .object(body)
  }

  private static func query(_ question: SearchQuestion) -> JSONValue {
    let last = question.groups.count - 1
    let groups = question.groups.enumerated().map { place, ways in
      group(ways, question, isBeginning: question.asksBeginning && place == last)
    }
    let words: JSONValue =
      question.need == .any
      ? bool(["should": .array(groups), "minimum_should_match": .integer(1)]) : bool(["must": .array(groups)])
    let text = question.text.trimmed
    guard isArticle(text) else { return groups.isEmpty ? .object(["match_none": .object([:])]) : words }
    let articles = ["skus", "barcodes"].map { field -> JSONValue in
      .object([
        "constant_score": .object([
          "filter": .object(["term": .object([field: .string(text)])]), "boost": .number(articleBoost),
        ])
      ])
    }
    return bool([
      "should": .array(articles + (groups.isEmpty ? [] : [words])), "minimum_should_match": .integer(1),
    ])
  }

  /// As the embedded search has it: what has a digit and is no sentence.
  private static func isArticle(_ text: String) -> Bool {
    (4...60).contains(text.count) && text.contains(where: \.isNumber)
  }

  private static func group(
    _ ways: [SearchQuestion.Way], _ question: SearchQuestion, isBeginning: Bool
  ) -> JSONValue {
    let queries = ways.flatMap { way -> [JSONValue] in
      let text = way.words.joined(separator: " ")
      let whole = multiMatch(text, fields(question), way.share)
      let stems: JSONValue = .object([
        "match": .object([
          "words": .object([
            "query": .string(way.stems.joined(separator: " ")), "operator": .string("and"),
            "boost": .number(way.share),
          ])
        ])
      ])
      return [whole, stems] + (isBeginning ? [beginning(text, question, way.share)] : [])
    }
    return .object([
      "dis_max": .object(["queries": .array(queries), "tie_breaker": .number(tieBreaker)])
    ])
  }

  private static func multiMatch(_ text: String, _ fields: [String], _ boost: Double) -> JSONValue {
    .object([
      "multi_match": .object([
        "query": .string(text), "type": .string("best_fields"), "operator": .string("and"),
        "fields": .array(fields.map { .string($0) }), "tie_breaker": .number(tieBreaker),
        "boost": .number(boost),
      ])
    ])
  }

  private static func beginning(_ text: String, _ question: SearchQuestion, _ boost: Double) -> JSONValue {
    .object([
      "multi_match": .object([
        "query": .string(text), "type": .string("bool_prefix"), "operator": .string("and"),
        "fields": .array(searched(question).map { .string("\($0.field)^\($0.weight)") }),
        "boost": .number(boost),
      ])
    ])
  }

  private static func searched(_ question: SearchQuestion) -> [(field: String, weight: Double)] {
    question.need == .naming ? weights.filter { named.contains($0.field) } : weights
  }

  /// The searched fields with their weights; those without endings of the reader's language beside them.
  private static func fields(_ question: SearchQuestion) -> [String] {
    let searched = searched(question)
    let plain = searched.map { "\($0.field)^\($0.weight)" }
    guard analyzers[question.language] != nil else { return plain }
    let more = searched.filter { stemmed.contains($0.field) }
    return plain + more.map { "\($0.field).\(question.language)^\($0.weight * stemmedShare)" }
  }

  /// The body of a search for a word that may be mistyped; what was found instead is marked in the hits.
  static func correction(of word: String) -> JSONValue {
    let mark: JSONValue = .object(["number_of_fragments": .integer(0)])
    return .object([
      "size": .integer(20), "_source": .boolean(false), "track_total_hits": .boolean(false),
      "query": .object([
        "multi_match": .object([
          "query": .string(word), "type": .string("best_fields"), "fuzziness": .string("AUTO"),
          "max_expansions": .integer(50), "fields": .array(named.map { .string($0) }),
        ])
      ]),
      "highlight": .object([
        "pre_tags": .array([.string(marks.begin)]), "post_tags": .array([.string(marks.end)]),
        "fields": .object(Dictionary(named.map { ($0, mark) }) { $1 }),
      ]),
    ])
  }

  private static func bool(_ clauses: [String: JSONValue]) -> JSONValue {
    .object(["bool": .object(clauses)])
  }
}

extension SearchQuestion {
  /// Whether the last word may be the beginning of one.
  fileprivate var asksBeginning: Bool { need == .beginning || need == .naming }
}
