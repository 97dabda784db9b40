import Kernel
import Web

/// What administrators teach the search, and what nobody found.
package enum SearchRuleRoutes {
  private static let tag = "Search"

  /// The routes of rules and of searches without a hit.
  package static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/admin/search-rules", "List synonyms and words that are left out", tag: tag,
        .admin(.catalogue),
        answer: Page<SearchRuleOutput>.self
      ) { _ in
        Page(items: try await catalog.searchRules().map { SearchRuleOutput(rule: $0) }, nextCursor: nil)
      },
      .api(
        .post, "/admin/search-rules", "Add a synonym or a word that is left out", tag: tag,
        .admin(.catalogue),
        body: SearchRuleInput.self, answer: SearchRuleOutput.self, status: .created, idempotent: true
      ) { request, body in
        try await request.answer(with: { SearchRuleOutput(rule: $0) }) {
          try await catalog.addSearchRule(body)
        }
      },
      .api(
        .delete, "/admin/search-rules/{rule}", "Take a rule of the search away", tag: tag, .admin(.catalogue),
        answer: NoContent.self, problems: [.notFound]
      ) { request in
        try await catalog.deleteSearchRule(try request.parameter("rule"))
        return NoContent()
      },
      .api(
        .get, "/admin/missed-searches", "List what was looked for and not found in the last 30 days",
        tag: tag,
        .admin(.catalogue), answer: Page<MissedSearchOutput>.self
      ) { _ in
        Page(
          items: try await catalog.missedSearches().map { MissedSearchOutput(missed: $0) }, nextCursor: nil)
      },
    ]
  }
}

/// A rule of the search as the API shows it.
struct SearchRuleOutput: Output {
  static let schemaName = "SearchRule"

  let rule: SearchRule

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.rule.id },
    .init("kind") { $0.rule.kind.rawValue },
    .init("word") { $0.rule.word },
    .init("meaning") { $0.rule.meaning },
    .init("createdAt") { $0.rule.createdAt },
  ]
}

/// A search without a hit.
struct MissedSearchOutput: Output {
  static let schemaName = "MissedSearch"

  let missed: MissedSearch

  static let fields: [OutputField<Self>] = [
    .init("text") { $0.missed.text },
    .init("searches") { $0.missed.searches },
  ]
}
