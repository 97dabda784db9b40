// How the colours, sizes and tags of products are spelled.
extension ListingTable {
  /// The code of a spelling, which is made known where it is not.
  mutating func spelling(_ value: ListingRows.Value) -> UInt32 {
    let code =
      switch value.name {
      case .color: colors.code(for: value.key, text: value.key, label: value.text)
      case .size: sizes.code(for: value.key, text: value.key, label: value.text)
      case .tag: tags.code(for: value.key, text: value.key, label: value.text)
      }
    if let found = spellings(of: value.name, code).first(where: { isSpelled($0, value.text) }) {
      return found
    }
    let spelling = UInt32(spellings.count)
    spellings.append(ValueSpelling(name: value.name, value: code, text: value.text))
    switch value.name {
    case .color: colors.addSpelling(spelling, of: code)
    case .size: sizes.addSpelling(spelling, of: code)
    case .tag: tags.addSpelling(spelling, of: code)
    }
    return spelling
  }

  private func spellings(of name: ProductFacet.Name, _ value: UInt32) -> [UInt32] {
    switch name {
    case .color: colors[value].spellings
    case .size: sizes[value].spellings
    case .tag: tags[value].spellings
    }
  }

  /// As they are written: `==` would take different bytes for the same text.
  private func isSpelled(_ code: UInt32, _ text: String) -> Bool {
    spellings[Int(code)].text.utf8.elementsEqual(text.utf8)
  }

  /// A value is shown in the spelling that comes first among those in use.
  mutating func relabel(_ code: UInt32) {
    let spelling = spellings[Int(code)]
    let used = spellings(of: spelling.name, spelling.value).filter { spellings[Int($0)].count > 0 }.map {
      spellings[Int($0)].text
    }
    guard let label = used.min(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) else { return }
    switch spelling.name {
    case .color: colors.relabel(spelling.value, label)
    case .size: sizes.relabel(spelling.value, label)
    case .tag: tags.relabel(spelling.value, label)
    }
  }
}
