import Kernel
import Persistence
import Vendors

/// A product in the list of administrators.
package struct DeskProduct: Sendable {
  package let product: ShopProduct
  package let category: CategorySummary?
  /// Whether its shop sells: what is for sale in one that doesn't nobody sees.
  package let shopStatus: ShopStatus
  /// Its place in the list.
  let number: Int64
}

extension DeskProduct: RowDecodable {
  /// Over products `p`, their shops `s`, hidings `h` and categories `c`.
  package init(row: inout Row) throws {
    product = try ShopProduct(row: &row)
    shopStatus = try row.next("s.status")
    number = try row.next("p.number")
    let categoryID: CategoryID? = try row.next("c.id")
    let categorySlug: String? = try row.next("c.slug")
    let categoryName: String? = try row.next("c.name")
    category = categoryID.map { CategorySummary(id: $0, slug: categorySlug ?? "", name: categoryName ?? "") }
  }
}

extension Catalog {
  /// A page of the products of all shops for administrators, the newest first, with drafts and hidden ones; deleted ones
  /// only when they are asked for. Throws `.invalidInput` for an unknown shop and a cursor of another list.
  package func productDesk(_ filter: DeskFilter, _ page: PageRequest) async throws -> Page<DeskProduct> {
    try await database.read { try DeskStore.page(filter, page, $0) }
  }

  /// A product of any shop as administrators see it, also a draft or a deleted one. Throws `.notFound`.
  package func productForDesk(_ reference: String) async throws -> Product {
    let found = try await database.read { try ProductStore.byReference(reference, $0) }
    guard let found else { throw Problem(.notFound) }
    return found
  }

  /// Products of any shop, in the order of the list, for decisions about all of them at once.
  package func productsForDesk(_ ids: [ProductID]) async throws -> [DeskProduct] {
    try await database.read { try DeskStore.find(ids, $0) }
  }
}
