import Kernel

/// What a form showed when it was made, as a short digest for each field; it travels in a hidden field of the form.
/// By it what was changed in the form is told from what was changed elsewhere meanwhile.
package struct FormBasis: Hashable, Sendable {
  /// The name of the hidden field.
  package static let field = "basis"
  private static let maximumFields = 5000
  private static let digestLength = 8
  private static let nothing = digest([])

  /// By the names of `KeyedForm`. Fields that were empty are left out.
  private let digests: [String: String]

  /// What a form with these values shows.
  package init(_ values: [String: [String]]) {
    digests = KeyedForm(values).values.mapValues(FormBasis.digest).filter { $0.value != FormBasis.nothing }
  }

  /// Reads what the hidden field holds. Throws `.malformedRequest`.
  package init(text: String) throws(Problem) {
    let pairs = try Parameters(urlEncoded: text.utf8, maximum: FormBasis.maximumFields).pairs
    digests = Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// For the hidden field.
  package var text: String {
    Parameters(digests.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }).encoded
  }

  var names: Set<String> { Set(digests.keys) }

  /// Whether the form showed this in the field.
  func showed(_ values: [String], in name: String) -> Bool {
    digests[name] ?? FormBasis.nothing == FormBasis.digest(values)
  }

  /// The keys of the rows that the form showed of each list.
  var rows: [String: Set<String>] {
    digests.keys.compactMap { KeyedForm.Place($0) }.reduce(into: [:]) { rows, place in
      rows[place.list, default: []].insert(place.key)
    }
  }

  private static func digest(_ values: [String]) -> String {
    let text = canonical(values).map { "\($0.utf8.count):\($0)" }.joined()
    return String(BodyHash.text(Array(text.utf8)).prefix(digestLength))
  }

  /// The values as they are compared: browsers write line ends in their own way and send nothing for a box that is
  /// not ticked, and boxes stand in another order than what is stored.
  static func canonical(_ values: [String]) -> [String] {
    values.map { $0.replacing("\r\n", with: "\n").trimmed }.filter { !$0.isEmpty }.sorted()
  }
}

/// The fields of a form with the rows of its lists named by their ids, as `rows[var_1].price` for `rows[2].price`
/// where `rows[2].id` is `var_1`, so that rows are the same wherever they stand. Rows without an id are `+2`. A list
/// in which no row has an id keeps its numbers.
struct KeyedForm {
  /// A field of a row.
  struct Place {
    let list: String
    let key: String
    /// What stands behind the row, as `.price`.
    let rest: Substring

    init?(_ name: String) {
      guard let open = name.firstIndex(of: "["), let close = name.firstIndex(of: "]"), open < close,
        open != name.startIndex
      else { return nil }
      list = String(name[..<open])
      key = String(name[name.index(after: open)..<close])
      rest = name[name.index(after: close)...]
    }
  }

  var values: [String: [String]] = [:]
  /// The keys of the rows of each list that has ids, in their order.
  var rows: [String: [String]] = [:]

  init() {}

  init(_ fields: [String: [String]]) {
    var ids: [String: [Int: String]] = [:]
    var indexes: [String: Set<Int>] = [:]
    for (name, values) in fields {
      guard let place = Place(name), let index = Int(place.key), index >= 0 else { continue }
      indexes[place.list, default: []].insert(index)
      guard place.rest == ".id", let id = values.first?.trimmed, !id.isEmpty else { continue }
      ids[place.list, default: [:]][index] = id
    }
    for (list, known) in ids {
      rows[list] = (indexes[list] ?? []).sorted().map { known[$0] ?? "+\($0)" }
    }
    for (name, values) in fields {
      guard let place = Place(name), let known = ids[place.list], let index = Int(place.key) else {
        self.values[name] = values
        continue
      }
      self.values["\(place.list)[\(known[index] ?? "+\(index)")]\(place.rest)"] = values
    }
  }

  /// The same with the rows numbered in their order, and where each name went.
  func numbered() -> (fields: [String: [String]], names: [String: String]) {
    var numbers: [String: [String: Int]] = [:]
    for (list, keys) in rows {
      numbers[list] = Dictionary(zip(keys, keys.indices)) { first, _ in first }
    }
    var fields: [String: [String]] = [:]
    var names: [String: String] = [:]
    for (name, values) in values {
      var plain = name
      if let place = Place(name), let known = numbers[place.list] {
        guard let number = known[place.key] else { continue }
        plain = "\(place.list)[\(number)]\(place.rest)"
      }
      fields[plain] = values
      names[name] = plain
    }
    return (fields, names)
  }
}
