import Kernel
import Web

/// Whether a vendor's list shows deleted products.
package enum DeletedFilter: String, CaseIterable, Sendable {
  case no, only, include
}

/// Whether a vendor's list shows what can be bought.
package enum AvailabilityFilter: String, CaseIterable, Sendable {
  /// Something of it can be bought.
  case inStock = "in"
  /// Nothing can.
  case soldOut = "out"
}

/// The order of a vendor's list.
package enum ShopProductOrder: String, CaseIterable, Sendable {
  case newest = "-added"
  case oldest = "added"
  case title
  case titleBackwards = "-title"
  case cheapest = "price"
  case dearest = "-price"
  case changedLast = "-changed"
  case changedFirst = "changed"
}

/// Which of its products a vendor wants to see, and in which order.
package struct ShopProductQuery: Input {
  package let text: String?
  package let status: ProductStatus?
  package let deleted: DeletedFilter
  package let category: String?
  /// Only those of which a variant is at its low-stock threshold, or the shop's, or below.
  package let lowStockOnly: Bool
  /// Only those that administrators hide.
  package let hiddenOnly: Bool
  package let stock: AvailabilityFilter?
  /// What the cheapest variant costs at least and at most, in minor units of the shop's currency.
  package let priceFrom: Int64?
  package let priceUntil: Int64?
  package let order: ShopProductOrder
  package let page: PageRequest

  package init(from input: inout InputReader) throws {
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
    status = input.optional("status", .choice(ProductStatus.self))
    deleted = input.optional("deleted", .choice(DeletedFilter.self)) ?? .no
    category = input.optional("category", .text(1...100))
    lowStockOnly = input.optional("lowStock", .boolean) ?? false
    hiddenOnly = input.optional("hidden", .boolean) ?? false
    stock = input.optional("stock", .choice(AvailabilityFilter.self))
    priceFrom = input.optional("priceFrom", .integer(0...Money.largestAsked))
    priceUntil = input.optional("priceUntil", .integer(0...Money.largestAsked))
    order = input.optional("sort", .choice(ShopProductOrder.self)) ?? .newest
    let limit: Int? = input.optional("limit", .integer(1...100))
    page = PageRequest(limit: limit ?? 24, cursor: input.optional("cursor", .cursor))
  }

  /// A query from code.
  package init(
    text: String? = nil, status: ProductStatus? = nil, deleted: DeletedFilter = .no, category: String? = nil,
    lowStockOnly: Bool = false, hiddenOnly: Bool = false, stock: AvailabilityFilter? = nil,
    priceFrom: Int64? = nil, priceUntil: Int64? = nil,
    order: ShopProductOrder = .newest, page: PageRequest = PageRequest()
  ) {
    self.text = text
    self.status = status
    self.deleted = deleted
    self.category = category
    self.lowStockOnly = lowStockOnly
    self.hiddenOnly = hiddenOnly
    self.stock = stock
    self.priceFrom = priceFrom
    self.priceUntil = priceUntil
    self.order = order
    self.page = page
  }

  /// The same, another page of it.
  package func at(_ page: PageRequest) -> ShopProductQuery {
    ShopProductQuery(
      text: text, status: status, deleted: deleted, category: category, lowStockOnly: lowStockOnly,
      hiddenOnly: hiddenOnly, stock: stock, priceFrom: priceFrom, priceUntil: priceUntil,
      order: order, page: page)
  }
}
