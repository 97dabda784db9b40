import Identity
import Kernel
import Persistence
import Web

private let maximumRules = 2_000
private let textLength = 1...60

/// A rule as administrators write it.
package struct SearchRuleInput: Input {
  let kind: SearchRule.Kind
  let word: String
  let meaning: String

  package init(from input: inout InputReader) throws {
    kind = input.required("kind", .choice(SearchRule.Kind.self))
    word = SearchRuleInput.folded(input.required("word", .text(textLength)))
    meaning = SearchRuleInput.folded(input.optional("meaning", .text(0...textLength.upperBound)) ?? "")
    if word.isEmpty { input.reject("word", "There is no word in it.", code: "invalid") }
    if kind == .synonym, meaning.isEmpty { input.reject("meaning", "This is needed.", code: "required") }
    if kind == .synonym, SearchRules.key(meaning) == SearchRules.key(word), !word.isEmpty {
      input.reject("meaning", "This is the same word.", code: "invalid")
    }
    if kind == .stopWord, word.contains(" ") {
      input.reject("word", "One word at a time is left out.", code: "invalid")
    }
  }

  private static func folded(_ text: String) -> String { SearchWords.words(text).joined(separator: " ") }
}

extension Catalog {
  /// What the search was taught.
  package func searchRules() async throws -> [SearchRule] {
    try await database.read { try SearchRuleStore.all($0) }
  }

  /// Teaches the search something. Throws `.invalidInput` for what it knows already, and when there are too many.
  package func addSearchRule(_ input: SearchRuleInput) async throws -> SearchRule {
    try await database.write { tx in
      guard try SearchRuleStore.count(tx) < maximumRules else {
        throw Problem.invalid("word", "too_many", "At most \(maximumRules) entries are taken here.")
      }
      let rule = SearchRule(
        id: SearchRuleID(at: tx.now), kind: input.kind, word: input.word,
        meaning: input.kind == .synonym ? input.meaning : "", createdAt: tx.now)
      guard try SearchRuleStore.insert(rule, tx) else {
        throw Problem.invalid("word", "taken", "The search knows this already.")
      }
      try tx.record("searchRule.added", on: rule.id, after: rule.auditFields)
      searchRuleMemory.forget(after: tx)
      // What was found before may be in the memory of finished answers.
      try changes.note(.site, tx)
      return rule
    }
  }

  /// Takes a rule away. Throws `.notFound`.
  package func deleteSearchRule(_ reference: String) async throws {
    try await database.write { tx in
      guard let id = SearchRuleID(reference), let rule = try SearchRuleStore.delete(id, tx) else {
        throw Problem(.notFound)
      }
      try tx.record("searchRule.deleted", on: rule.id, before: rule.auditFields)
      searchRuleMemory.forget(after: tx)
      // What was found before may be in the memory of finished answers.
      try changes.note(.site, tx)
    }
  }
}

extension SearchRule {
  /// What the audit log tells of a rule.
  fileprivate var auditFields: [String: JSONValue] {
    ["kind": .string(kind.rawValue), "word": .string(word), "meaning": .string(meaning)]
  }
}
