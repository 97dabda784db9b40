import Areas
import Gateways
import Kernel
import Web

extension Catalog {
  /// What a vendor's list shows as a table, all pages of it, in its order.
  package func productTable(
    of shop: ShopID, _ query: ShopProductQuery, as format: TableFormat
  ) throws -> Response {
    try .table("products", as: format, header: ShopProduct.tableHeader) { [database] page in
      try await database.read { try ShopProductStore.page(shop, query.at(page), $0) }
    } cells: {
      $0.tableRow
    }
  }
}

extension ShopProduct {
  fileprivate static let tableHeader = [
    "Id", "Title", "Brand", "SKU", "State", "Variants", "In stock", "Stock", "Sold", "Price", "Highest price",
    "Currency", "Changed", "Deleted",
  ]

  fileprivate var tableRow: [TableCell] {
    [
      .text(card.id.description), .text(card.title), .optional(card.brand),
      variantCount == 1 ? .optional(sku) : .empty, .text(status.rawValue), .number(Int64(variantCount)),
      .text(card.inStock ? "yes" : "no"), .number(stock), .number(card.sold), .amount(card.price),
      .amount(card.highestPrice), .text(card.price.currency.code), .moment(updatedAt), .optional(deletedAt),
    ]
  }
}
