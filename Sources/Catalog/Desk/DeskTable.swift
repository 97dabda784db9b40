import Areas
import Gateways
import Kernel
import Web

extension Catalog {
  /// What administrators' list of products shows as a table, all pages of it, in its order. Throws `.invalidInput` for an
  /// unknown shop, before anything is sent.
  package func deskTable(_ filter: DeskFilter, as format: TableFormat) async throws -> Response {
    _ = try await productDesk(filter, PageRequest(limit: 1))
    return try .table("products", as: format, header: DeskProduct.tableHeader) { [self] page in
      try await productDesk(filter, page)
    } cells: {
      $0.tableRow
    }
  }
}

extension DeskProduct {
  fileprivate static let tableHeader = [
    "Id", "Title", "Shop", "Shop state", "Category", "Brand", "SKU", "State", "Goes on sale", "Hidden",
    "Hidden because", "Answer", "Variants", "In stock", "Stock", "Sold", "Price", "Highest price", "Currency",
    "Changed", "Deleted",
  ]

  fileprivate var tableRow: [TableCell] {
    let card = product.card
    return [
      .text(card.id.description), .text(card.title), .text(card.shop.name), .text(shopStatus.rawValue),
      .optional(category?.name), .optional(card.brand),
      product.variantCount == 1 ? .optional(product.sku) : .empty, .text(product.status.rawValue),
      .optional(product.publishAt), .optional(product.hiding?.hiddenAt), .optional(product.hiding?.reason),
      .optional(product.hiding?.answer), .number(Int64(product.variantCount)),
      .text(card.inStock ? "yes" : "no"), .number(product.stock), .number(card.sold), .amount(card.price),
      .amount(card.highestPrice), .text(card.price.currency.code), .moment(product.updatedAt),
      .optional(product.deletedAt),
    ]
  }
}
