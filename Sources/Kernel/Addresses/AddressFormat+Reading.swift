extension AddressFormat {
  /// The format of a country by its ISO 3166 code; where none is known yet, what most have, with little of it needed.
  package static func of(_ country: String) -> AddressFormat {
    known[country]
      ?? AddressFormat(
        country: country, lines: lines(country.isEmpty ? "%Z %C%n%S" : "%C"), latinLines: nil,
        needed: [.city],
        pattern: nil, postalCodeExample: nil, names: [])
  }

  /// Countries of the table.
  static let known: [String: AddressFormat] = {
    let latin = Dictionary(
      latinTable.split(separator: "\n").map(cells).map { ($0[0], lines($0[1])) },
      uniquingKeysWith: { first, _ in first })
    let formats = table.split(separator: "\n").map { row in
      let cells = cells(row)
      func cell(_ index: Int) -> String? {
        cells.indices.contains(index) && !cells[index].isEmpty ? cells[index] : nil
      }
      return AddressFormat(
        country: cells[0], lines: lines(cell(2) ?? "%C"), latinLines: latin[cells[0]],
        needed: Set((cell(1) ?? "").compactMap(Part.init)), pattern: cell(3), postalCodeExample: cell(4),
        names: Set((cell(5) ?? "").split(separator: " ").map(String.init)))
    }
    return Dictionary(formats.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
  }()

  private static func cells(_ row: Substring) -> [String] {
    row.split(separator: ";", omittingEmptySubsequences: false).map { String($0).trimmed }
  }

  /// The lines of a format of the table; most begin with the name and the street, which it leaves out.
  private static func lines(_ format: String) -> [[Piece]] {
    let whole = format.contains("%A") ? format : "%N%n%A%n" + format
    return whole.split(separator: "%n").map { line in
      var pieces: [Piece] = []
      var text = ""
      var rest = line
      while let character = rest.popFirst() {
        guard character == "%", let letter = rest.popFirst(), let part = Part(rawValue: letter) else {
          text.append(character)
          continue
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.part(part))
      }
      if !text.isEmpty { pieces.append(.text(text)) }
      return pieces
    }
  }
}

extension AddressFormat {
  /// What the country calls a part.
  package func title(of part: Part) -> Words {
    switch part {
    case .name: "Name"
    case .street: "Street and number"
    case .city: named(AddressFormat.cities) ?? "City"
    case .region: named(AddressFormat.regions) ?? "Province"
    case .postalCode: named(AddressFormat.codes) ?? "Postal code"
    }
  }

  private func named(_ titles: [String: Words]) -> Words? {
    names.lazy.compactMap { titles[$0] }.first
  }

  private static let cities: [String: Words] = [
    "post_town": "Town or city", "city_district": "District", "city_suburb": "Suburb or town",
  ]
  private static let regions: [String: Words] = [
    "state": Words("State", meaning: "part of a country"), "island": "Island", "department": "Department",
    "parish": "Parish", "county": "County", "oblast": "Oblast", "emirate": "Emirate", "area": "Area",
    "prefecture": "Prefecture", "do_si": "Province or metropolitan city", "district": "District",
    "province": "Province",
  ]
  private static let codes: [String: Words] = [
    "zip": "ZIP code", "postcode": "Postcode", "pin": "PIN code", "eircode": "Eircode",
  ]
}
