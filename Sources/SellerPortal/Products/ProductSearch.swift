import Catalog
import Kernel
import Presentation
import Web

/// What the address of the list of products says.
struct ProductSearch {
  let state: ListState
  let tab: ProductTab
  /// What of it can't be read.
  let errors: [FieldError]
  private let currency: Currency
  private let amounts: [String: Int64]

  /// Reads the query of the list at `path`, of a shop that sells in a currency.
  init(_ path: String, _ query: Parameters, _ currency: Currency) {
    let state = ListState(
      path, query, filters: ["show", "q", "category", "stock", "priceFrom", "priceUntil"],
      sorts: ["title", "price", "changed", "added"])
    var errors: [FieldError] = []
    var amounts: [String: Int64] = [:]
    for name in ["priceFrom", "priceUntil"] {
      guard let typed = state[name] else { continue }
      do {
        amounts[name] = try WantedAmount.typed(typed, .current).units(of: currency)
      } catch let failure {
        errors.append(FieldError(field: name, code: failure.code, message: failure.message))
      }
    }
    self.state = state
    self.errors = errors
    self.currency = currency
    self.amounts = amounts
    tab = state["show"].flatMap { ProductTab(rawValue: $0) } ?? .all
  }

  /// The same when everything can be read. Throws `.invalidInput`.
  func checked() throws -> ProductSearch {
    guard errors.isEmpty else { throw Problem(.invalidInput, fields: errors) }
    return self
  }

  /// What the catalogue is asked for.
  func query(_ page: PageRequest = PageRequest()) -> ShopProductQuery {
    let wanted = tab.query
    return ShopProductQuery(
      text: state["q"], status: wanted.status, deleted: wanted.deleted, category: state["category"],
      lowStockOnly: wanted.lowStockOnly, hiddenOnly: wanted.hiddenOnly,
      stock: state["stock"].flatMap { AvailabilityFilter(rawValue: $0) },
      priceFrom: amounts["priceFrom"], priceUntil: amounts["priceUntil"],
      order: state.sort.flatMap { ShopProductOrder(rawValue: $0.text) } ?? .newest, page: page)
  }

  /// How the list can be narrowed, besides its tabs.
  func filters(_ categories: [Choice]) -> [ListFilter] {
    [
      ListFilter("category", "Category", .choice(categories)),
      ListFilter(
        "stock", "Stock",
        .choice([
          Choice(AvailabilityFilter.inStock.rawValue, "In stock"),
          Choice(AvailabilityFilter.soldOut.rawValue, "Sold out"),
        ])),
      ListFilter("priceFrom", "Price from", .money(currency.code)),
      ListFilter("priceUntil", "Price until", .money(currency.code)),
    ]
  }
}
