/// Names and addresses are found by how their words begin, in whatever order they are typed. Nothing is cut off their
/// words, and an e-mail address counts as a whole as well, so that the beginning of one finds it and few others.
extension SearchWords {
  /// Words that are kept of one name or order, at most.
  private static let maximumNames = 100

  /// What is kept of these texts, in alphabetical order, each once.
  package static func names(_ texts: [String]) -> [String] {
    var kept = Set<String>()
    for text in texts {
      for compound in compounds(text) {
        kept.formUnion(compound)
        kept.formUnion(compound.flatMap(pieces))
        if let joined = joined(compound) { kept.insert(joined) }
      }
      if isAddress(text) { kept.insert(text.lowercased()) }
    }
    return Array(kept.sorted().prefix(maximumNames))
  }

  /// What somebody who typed this looks for: each group must be there, and of it all words of one alternative, as the
  /// beginning of words. Empty when nothing that was typed is a word.
  package static func nameQuery(_ text: String) -> [SearchGroup] {
    var seen = Set<SearchGroup>()
    var groups: [SearchGroup] = []
    for part in text.split(whereSeparator: \.isWhitespace) {
      if isAddress(part) {
        let address = part.lowercased()
        groups.append(SearchGroup(typed: address, alternatives: [[address]]))
      } else {
        groups += compounds(String(part)).map(group)
      }
    }
    return Array(groups.filter { seen.insert($0).inserted }.prefix(maximumGroups))
  }

  /// Whether what somebody typed finds these texts.
  package static func names(_ texts: [String], fit typed: String) -> Bool {
    let words = names(texts)
    let groups = nameQuery(typed)
    return !groups.isEmpty
      && groups.allSatisfy { group in
        group.alternatives.contains { $0.allSatisfy { begin in words.contains { $0.hasPrefix(begin) } } }
      }
  }

  private static func group(_ compound: [String]) -> SearchGroup {
    let typed = compound.joined(separator: " ")
    guard let joined = joined(compound) else {
      let plain = compound.count == 1 ? thousands(typed).map { [[$0]] } ?? [] : []
      return SearchGroup(typed: typed, alternatives: [compound] + plain)
    }
    return SearchGroup(typed: typed, alternatives: [compound, [joined]])
  }

  /// Something with an `@` behind its beginning, as `ann@` and `ann@example.org`.
  private static func isAddress(_ text: some StringProtocol) -> Bool {
    guard let mark = text.firstIndex(of: "@") else { return false }
    return mark != text.startIndex && !text.contains(where: \.isWhitespace)
  }
}
