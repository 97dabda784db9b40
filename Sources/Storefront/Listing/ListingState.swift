import Catalog
import Kernel
import Presentation
import Web

/// Beyond this page nobody looks; people narrow the listing instead.
private let maximumPageNumber = 200
private let maximumValues = 40
private let maximumTextLength = 200

/// What the address of a listing says. Reading is lenient: what makes no sense is left out, so every link
/// works.
struct ListingState: Hashable, Sendable {
  /// The path of the listing without its query.
  var path: String
  /// What visitors chose, without what the path implies and without prices.
  var filter: ListingFilter
  /// Prices in major units: as they were typed, or settled as every language reads them.
  var priceFrom: String
  var priceTo: String
  var sort: ListingSort
  /// 1 first.
  var page: Int

  /// Reads a query.
  init(path: String, _ query: Parameters) {
    func values(_ name: String) -> [String] {
      var seen = Set<String>()
      let clean = query.all(name).map(ListingState.clean).filter { !$0.isEmpty && seen.insert($0).inserted }
      return Array(clean.prefix(maximumValues))
    }
    func text(_ name: String) -> String? { values(name).first }
    let words = text("q")
    self.path = path
    filter = ListingFilter(
      text: words, category: text("category"), currency: text("currency").flatMap { Currency($0) },
      minimumRating: text("rating").flatMap { Int($0) }.flatMap { (1...5).contains($0) ? $0 : nil },
      colors: values("color"), sizes: values("size"), tags: values("tag"), brands: values("brand"),
      shops: values("shop"), inStockOnly: text("inStock") == "true",
      attributes: ListingState.attributes(query))
    priceFrom = text("priceFrom") ?? ""
    priceTo = text("priceTo") ?? ""
    let standard: ListingSort = words == nil ? .newest : .relevance
    let wanted = text("sort").flatMap { ListingSort(spelled: $0) } ?? standard
    sort = wanted == .relevance && words == nil ? .newest : wanted
    page = min(max(1, text("page").flatMap { Int($0) } ?? 1), maximumPageNumber)
  }

  /// The order that needs no mention.
  var standardSort: ListingSort { filter.text == nil ? .newest : .relevance }

  /// Whether visitors narrowed the listing, besides by searching.
  var isNarrowed: Bool {
    var plain = filter
    plain.text = nil
    return !plain.isEmpty || !priceFrom.isEmpty || !priceTo.isEmpty
  }

  /// The filter with settled prices in minor units of `currency`.
  func complete(in currency: Currency) -> ListingFilter {
    var complete = filter
    complete.minimumPrice = Money(decimal: priceFrom, currency)?.amount
    complete.maximumPrice = Money(decimal: priceTo, currency)?.amount
    return complete
  }

  /// Names and values of the address, in one order, so that the same listing has one address.
  var parameters: Parameters {
    var list = Parameters()
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { list.append(name, value) }
    }
    add("q", filter.text)
    add("category", filter.category)
    for value in filter.colors { add("color", value) }
    for value in filter.sizes { add("size", value) }
    for value in filter.brands { add("brand", value) }
    for value in filter.shops { add("shop", value) }
    for value in filter.tags { add("tag", value) }
    for choice in filter.attributes { add(ListingState.attributePrefix + choice.slug, choice.value) }
    add("currency", filter.currency?.code)
    add("priceFrom", priceFrom)
    add("priceTo", priceTo)
    add("rating", filter.minimumRating.map { String($0) })
    add("inStock", filter.inStockOnly ? "true" : nil)
    add("sort", sort == standardSort ? nil : sort.rawValue)
    add("page", page > 1 ? String(page) : nil)
    return list
  }

  /// The address of this state.
  var link: String { parameters.behind(path) }

  /// The address of this state after a change; begins at the first page unless the change says otherwise.
  func link(_ change: (inout ListingState) -> Void) -> String {
    var copy = self
    copy.page = 1
    change(&copy)
    return copy.link
  }

  /// The address with nothing chosen but the search.
  var clearedLink: String {
    link { state in
      state.filter = ListingFilter(text: state.filter.text)
      state.priceFrom = ""
      state.priceTo = ""
    }
  }

  /// The field of an attribute stands behind it, as `attribute.screen-size`.
  static let attributePrefix = "attribute."

  /// What is chosen of attributes, each once, in the order of their names.
  private static func attributes(_ query: Parameters) -> [AttributeChoice] {
    var seen = Set<AttributeChoice>()
    let typed = query.pairs.filter { $0.name.hasPrefix(attributePrefix) }
    let choices = typed.compactMap { pair -> AttributeChoice? in
      let value = clean(pair.value)
      guard !value.isEmpty, let slug = Slug(String(pair.name.dropFirst(attributePrefix.count))) else {
        return nil
      }
      let choice = AttributeChoice(slug: slug.text, value: value)
      return seen.insert(choice).inserted ? choice : nil
    }
    return choices.prefix(maximumValues).sorted { ($0.slug, $0.value) < ($1.slug, $1.value) }
  }

  private static func clean(_ text: String) -> String {
    let printable = text.unicodeScalars.filter { !$0.properties.generalCategory.isControl }
    return String(String(String.UnicodeScalarView(printable)).prefix(maximumTextLength)).trimmed
  }
}

extension Unicode.GeneralCategory {
  /// Characters that no text needs.
  fileprivate var isControl: Bool { self == .control || self == .surrogate || self == .unassigned }
}
