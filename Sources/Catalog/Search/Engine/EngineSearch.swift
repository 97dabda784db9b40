import Gateways
import Kernel

/// As many as the engine gives at once; what a text finds is asked for until its end.
private let largestPage = 10_000
/// Of the suggested products some may not be listed any more.
private let suggestedHits = 30

/// The search of an engine outside. While that does not answer, or has no index yet, the embedded one answers.
struct EngineSearch: ProductSearch {
  let engine: any SearchEngine
  let status: SearchEngineStatus
  let memory = EngineAnswers()
  private let embedded = EmbeddedSearch()
  private let hitsPerPage: Int
  private let mostPages: Int

  /// What a text finds is read page by page. Of one that finds more than `mostPages` of them the embedded search, which has
  /// all words in memory, tells the same sooner: nothing is filtered or counted that was cut off somewhere.
  init(
    _ engine: any SearchEngine, _ status: SearchEngineStatus, hitsPerPage: Int = largestPage,
    mostPages: Int = 5
  ) {
    self.engine = engine
    self.status = status
    self.hitsPerPage = hitsPerPage
    self.mostPages = mostPages
  }

  func matches(_ text: String, _ catalog: Catalog) async throws -> TextMatches {
    let key = EngineAnswers.Key(text: text, language: Language.current.tag)
    if let known = memory.answer(to: key) { return known }
    let version = memory.version
    do {
      let found = try await resolve(text, catalog)
      status.answered()
      memory.keep(found, for: key, asOf: version)
      return found
    } catch is TooManyHits {
      status.answered()
      let found = try await embedded.matches(text, catalog)
      memory.keep(found, for: key, asOf: version)
      return found
    } catch let error as SearchEngineError {
      status.fellBack(error)
      return try await embedded.matches(text, catalog)
    }
  }

  /// All that a question finds. Throws `TooManyHits`, `SearchEngineError`.
  private func hits(_ question: SearchQuestion) async throws -> [SearchHit] {
    var question = question
    var found: [SearchHit] = []
    for _ in 0..<mostPages {
      let page = try await engine.find(question)
      found += page
      guard page.count >= question.limit, let last = page.last else { return found }
      question.after = last
    }
    throw TooManyHits()
  }

  func suggestions(_ text: String, _ catalog: Catalog) async throws -> Suggestions {
    let groups = SearchWords.query(text)
    guard !groups.isEmpty else { return try await embedded.suggestions(text, catalog) }
    do {
      let direct = try await suggestions(groups, typed: text, catalog)
      var found = direct
      if direct.isEmpty, let corrected = try await corrected(groups, catalog) {
        found = try await suggestions(corrected, typed: nil, catalog)
      }
      status.answered()
      return found
    } catch let error as SearchEngineError {
      status.fellBack(error)
      return try await embedded.suggestions(text, catalog)
    }
  }

  private func suggestions(
    _ groups: [SearchGroup], typed: String?, _ catalog: Catalog
  ) async throws -> Suggestions {
    let rules = try await catalog.reading { reader, _ in reader.rules }
    let hits = try await engine.find(
      question("", SearchPlan.groups(groups, rules), .naming, limit: suggestedHits))
    let ids = catalog.listings.read { table in
      hits.compactMap { table.numbers.slot(of: $0.number).map { table.columns.ids[Int($0)] } }
    }
    let best = Array(ids.prefix(suggestedProducts))
    let (language, market) = (Language.current, PriceMarket.current)
    return try await catalog.reading { reader, names in
      try SuggestionReader(
        reader: reader, names: names, listings: catalog.listings, language: language, market: market
      ).find(groups, typed: typed, found: best)
    }
  }

  // MARK: The order in which a text is tried

  /// As `SearchResolver` does: all words, else the last one as the beginning of a word, else corrected, else some words.
  private func resolve(_ text: String, _ catalog: Catalog) async throws -> TextMatches {
    let groups = SearchWords.query(text)
    let (rules, names) = try await catalog.reading { reader, names in (reader.rules, names) }
    let planned = SearchPlan.groups(groups, rules)
    func find(_ planned: [PlannedGroup], _ need: SearchQuestion.Need) async throws -> Found {
      let scores = EngineScores(try await hits(question(text, planned, need, limit: hitsPerPage)))
      return Found(
        scores: scores,
        listed: catalog.listings.read { scores.found.intersectionCount($0.numbers.listed) })
    }
    func answer(_ found: Found, corrected: String? = nil) -> TextMatches {
      let (candidates, called) = (found.scores.found, catalog.called(corrected ?? text, names))
      return TextMatches(
        candidates: called.isEmpty ? candidates : Bitmap.union([candidates, called]), called: called,
        match: SearchMatch(candidates: candidates, groups: [], corrected: corrected),
        lengths: TermLengthTable(), scores: found.scores)
    }
    let all = try await find(planned, .all)
    if all.listed >= fewHits || planned.count < 2 && all.listed > 0 || planned.isEmpty { return answer(all) }
    if all.listed > 0 { return answer(try await find(planned, .any)) }
    let beginning = try await find(planned, .beginning)
    if beginning.listed > 0 { return answer(beginning) }
    if let corrected = try await corrected(groups, catalog) {
      let better = SearchPlan.groups(corrected, rules)
      for need in [SearchQuestion.Need.all, .any] {
        let found = try await find(better, need)
        if found.listed > 0 {
          return answer(found, corrected: corrected.map(\.typed).joined(separator: " "))
        }
      }
    }
    return answer(planned.count > 1 ? try await find(planned, .any) : all)
  }

  private struct Found {
    let scores: EngineScores
    /// How many of what was found are listed.
    let listed: Int
  }

  private func question(
    _ text: String, _ planned: [PlannedGroup], _ need: SearchQuestion.Need, limit: Int
  ) -> SearchQuestion {
    SearchQuestion(
      text: text,
      groups: planned.map { group in
        group.ways.map { .init(words: $0.words, stems: $0.stems, share: Double($0.share)) }
      },
      need: need, language: Language.current.tag, limit: limit)
  }

  /// The words, each replaced by what was meant; `nil` when nothing better is known. Not every engine of this kind says
  /// which of its words it took for a mistyped one: the program's own index has the same words.
  private func corrected(_ groups: [SearchGroup], _ catalog: Catalog) async throws -> [SearchGroup]? {
    let words = groups.filter { $0.alternatives.count == 1 }.map(\.typed).filter(Self.maybeMistyped)
    let better = try await engine.corrections(of: words)
    guard !better.isEmpty else {
      return try await catalog.reading { reader, _ in try Spelling.correct(groups, reader) }
    }
    return groups.map { group in
      guard let word = better[group.typed] else { return group }
      return SearchGroup(typed: word, alternatives: [[SearchWords.stemmed(word)]])
    }
  }

  /// Numbers and signs of models are right or they are not, and short words are like too many others.
  private static func maybeMistyped(_ word: String) -> Bool {
    word.count >= 4 && word.allSatisfy(\.isLetter)
  }
}

/// A text finds more than is read of the engine.
private struct TooManyHits: Error {}
