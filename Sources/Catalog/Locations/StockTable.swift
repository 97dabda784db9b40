import Areas
import Gateways
import Kernel
import Web

extension Catalog {
  /// What lies at a location as a table, all of it. Throws `.notFound` for another shop's location.
  package func stockTable(
    at id: StockLocationID, of shop: ShopID, _ query: LocationStockQuery, as format: TableFormat
  ) async throws -> Response {
    let location = try await location(id, of: shop)
    return try .table("stock", as: format, header: LocationLevel.tableHeader) { [self] page in
      try await goods(at: id, of: shop, query, page)
    } cells: {
      $0.tableRow(at: location)
    }
  }
}

extension LocationLevel {
  fileprivate static let tableHeader = [
    "Location", "Product", "Variant", "SKU", "Pieces", "In the shop", "Product id", "Variant id",
  ]

  fileprivate func tableRow(at location: StockLocation) -> [TableCell] {
    [
      .text(location.name), .text(productTitle), .text(variantTitle), .optional(sku), .number(quantity),
      .number(onHand), .text(product.description), .text(variant.description),
    ]
  }
}
