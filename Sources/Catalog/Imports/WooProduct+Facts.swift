import Kernel

// What a row says, as Souk sees it.
extension WooProduct {
  func weight(_ record: CSVRecord) -> String {
    columns.weightUnit.grams(columns.text(.weight, record))
  }

  /// The price of today and the one before a reduction.
  mutating func prices(_ record: CSVRecord) -> (price: String, before: String) {
    let (regular, reduced) = (columns.text(.regularPrice, record), columns.text(.salePrice, record))
    if reduced.isEmpty { return (regular, "") }
    let today = String(now.rfc3339.prefix(10))
    let (starts, ends) = (columns.text(.saleStarts, record), columns.text(.saleEnds, record))
    let isNow =
      [starts, ends].allSatisfy { $0.isEmpty || WooText.day($0) != nil }
      && WooText.day(starts).map { $0 <= today } ?? true && WooText.day(ends).map { $0 >= today } ?? true
    if isNow { return (reduced, regular) }
    note("The sale price was left out, as it is not for today.", record)
    return (regular, "")
  }

  /// The stock that variations have together, in parts: nobody can buy a piece twice.
  mutating func shares() -> [String?]? {
    let sharing = variations.indices.filter { columns.text(.stock, variations[$0]).lowercased() == "parent" }
    guard !sharing.isEmpty else { return nil }
    var shares = [String?](repeating: nil, count: variations.count)
    let together = columns.text(.stock, own)
    let pieces = Int(together).flatMap { $0 < 0 ? nil : $0 }
    for (rank, place) in sharing.enumerated() {
      guard let pieces else {
        shares[place] = together
        continue
      }
      let share = pieces / sharing.count + (rank < pieces % sharing.count ? 1 : 0)
      shares[place] = String(share)
      if sharing.count > 1 {
        note(
          "The stock of \(pieces) that the variations share was split: \(share) are of this one.",
          variations[place])
      }
    }
    return shares
  }

  mutating func status() -> String {
    let published = columns.text(.published, own)
    let visibility = columns.text(.visibility, own).lowercased()
    guard published == "1" else { return published.isEmpty ? "" : "draft" }
    if visibility == "hidden" {
      note("The product is hidden in the other shop, so this is a draft.", own)
      return "draft"
    }
    if ["catalog", "search"].contains(visibility) {
      note("Products are found in lists and by search alike.", own)
    }
    return "active"
  }

  /// The deepest of the categories; others that it does not lie below are told.
  mutating func category() -> String {
    let paths = WooText.list(columns.text(.categories, own)).map(WooText.path).filter { !$0.isEmpty }
    guard
      let chosen = paths.enumerated().max(by: {
        ($0.element.count, -$0.offset) < ($1.element.count, -$1.offset)
      })
    else { return "" }
    let others = paths.filter { !chosen.element.starts(with: $0) }.map { $0.joined(separator: " > ") }
    if !others.isEmpty {
      note("A product is in one category; these were left out: \(list: Array(others.prefix(10))).", own)
    }
    return chosen.element.joined(separator: " > ")
  }

  /// The pictures of the product and of its variations, each once.
  func gallery() -> [String] {
    var seen = Set<String>()
    return ([own] + variations).flatMap { WooText.list(columns.text(.images, $0)) }.filter {
      seen.insert($0).inserted
    }
  }

  /// What the product's own row says of attributes; those that it shows to nobody are told.
  mutating func ownAttributes() -> [WooColumns.NamedValues] {
    let all = columns.attributes(of: own)
    let hidden = all.filter { !$0.isVisible && !isOption($0) }.map(\.name)
    if !hidden.isEmpty {
      note(
        "These attributes are not visible in the other shop, so they were left out: \(list: Array(hidden.prefix(10))).",
        own)
    }
    return all.filter { $0.isVisible || isOption($0) }
  }

  private func isOption(_ attribute: WooColumns.NamedValues) -> Bool {
    variations.contains { record in
      columns.attributes(of: record).contains { key($0.name) == key(attribute.name) }
    }
  }
}
