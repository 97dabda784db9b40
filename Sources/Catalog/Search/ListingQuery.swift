import Kernel
import Web

private let maximumFilterValues = 40
private let longestAttribute = 400

/// The part of a listing's query that narrows it; lists, counts and facets share it.
package struct ListingFilterQuery: Input {
  package let filter: ListingFilter

  package init(from input: inout InputReader) throws {
    let price = ListingFilterQuery.price
    let minimum = input.optional("minPrice", price)
    let maximum = input.optional("maxPrice", price)
    if let minimum, let maximum, minimum > maximum {
      input.reject("maxPrice", "This must not be lower than minPrice.", code: "out_of_range")
    }
    filter = ListingFilter(
      text: input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 },
      category: input.optional("category", .text(1...100)),
      currency: input.optional("currency", .currency),
      minimumPrice: minimum,
      maximumPrice: maximum,
      minimumRating: input.optional("rating", .integer(1...5)),
      colors: ListingFilterQuery.values("color", "colors", &input),
      sizes: ListingFilterQuery.values("size", "sizes", &input),
      tags: ListingFilterQuery.values("tag", "tags", &input),
      brands: input.list("brand", .text(1...120), max: maximumFilterValues),
      shops: ListingFilterQuery.values("shop", "shops", &input),
      inStockOnly: input.optional("inStock", .boolean) ?? false,
      attributes: input.list("attribute", ListingFilterQuery.attribute, max: maximumFilterValues))
  }

  private static let attribute = Rule<AttributeChoice>(
    schema: .object([
      "type": "string", "maxLength": .integer(Int64(longestAttribute)),
      "description":
        "An attribute's slug and a value, as `screen-size:15.6`; numbers may be a range, as `10..15.6`.",
    ]), placeholder: AttributeChoice(slug: "a", value: "a")
  ) { value in
    let text = try Rule<String>.text(1...longestAttribute).parse(value)
    guard let choice = AttributeChoice(text) else {
      throw InputFailure("invalid", "Write it as screen-size:15.6.")
    }
    return choice
  }

  private static let price = Rule<Int64>(
    schema: .object([
      "type": "integer", "minimum": 0, "maximum": .integer(Money.largestAsked),
      "description": """
      Minor units of `currency`. Without it the prices are in the currency of most goods that are listed otherwise, and \
      goods in other currencies are left out.
      """,
    ]), placeholder: 0
  ) { value in try Rule<Int64>.integer(0...Money.largestAsked).parse(value) }

  /// The values under `name`, which is repeated and whose values are whole, and those under `plural`, a list with
  /// commas. A comma that belongs to a value of the list stands behind a backslash.
  private static func values(_ name: String, _ plural: String, _ input: inout InputReader) -> [String] {
    let rule = Rule<String>.text(1...400)
    let whole = input.list(name, rule, max: maximumFilterValues)
    let listed = input.list(plural, rule, max: maximumFilterValues).flatMap(split)
    if whole.count + listed.count > maximumFilterValues {
      input.reject(plural, "At most \(maximumFilterValues) entries are taken here.", code: "too_many")
    }
    return whole + listed
  }

  /// The values of a list with commas between them.
  static func split(_ list: String) -> [String] {
    var values = [""]
    var isEscaped = false
    for character in list {
      switch character {
      case "\\" where !isEscaped: isEscaped = true
      case "," where !isEscaped: values.append("")
      default:
        // A backslash before anything else is one.
        if isEscaped, character != ",", character != "\\" { values[values.count - 1].append("\\") }
        values[values.count - 1].append(character)
        isEscaped = false
      }
    }
    if isEscaped { values[values.count - 1].append("\\") }
    return values.map(\.trimmed).filter { !$0.isEmpty }
  }
}

/// A page of a listing as clients ask for it.
package struct ListingQuery: Input {
  package let filter: ListingFilter
  package let sort: ListingSort
  package let page: PageRequest

  package init(from input: inout InputReader) throws {
    filter = try ListingFilterQuery(from: &input).filter
    sort = input.optional("sort", ListingSort.rule) ?? .relevance
    let limit: Int? = input.optional("limit", .integer(1...100))
    page = PageRequest(limit: limit ?? 24, cursor: input.optional("cursor", .cursor))
  }

  /// A page from code.
  package init(
    filter: ListingFilter = ListingFilter(), sort: ListingSort = .relevance, page: PageRequest = PageRequest()
  ) {
    self.filter = filter
    self.sort = sort
    self.page = page
  }

  /// A numbered page, 1 first, of `limit` products each.
  package init(filter: ListingFilter, sort: ListingSort, number: Int, limit: Int) {
    let order: ListingSort = sort == .relevance && filter.text == nil ? .newest : sort
    let cursor = number > 1 ? ListingPlace.offset((number - 1) * limit).cursor(order) : nil
    self.init(filter: filter, sort: order, page: PageRequest(limit: limit, cursor: cursor))
  }
}
