import Areas
import Kernel
import Vendors
import Web

/// Administrators look over the products of all shops, hide some and show them again; vendors answer.
package enum DeskRoutes {
  private static let tag = "Product desk"

  /// Every route of the noun.
  package static func routes(_ catalog: Catalog) -> [Route] {
    readingRoutes(catalog) + decisionRoutes(catalog) + answerRoutes(catalog)
  }

  private static func readingRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/admin/products", "List products of all shops, drafts and hidden ones too", tag: tag,
        .admin(.catalogue), query: DeskFilter.self, answer: Page<DeskProductOutput>.self
      ) { request, filter in
        try await catalog.productDesk(filter, request.page()).map { DeskProductOutput($0, catalog) }
      },
      .download(
        .get, "/admin/products.csv", "The same list as a table, all of it", tag: tag, .admin(.catalogue),
        query: DeskFilter.self, contentType: "text/csv"
      ) { _, filter in try await catalog.deskTable(filter, as: .csv) },
      .download(
        .get, "/admin/products.xlsx", "The same list for Excel, all of it", tag: tag, .admin(.catalogue),
        query: DeskFilter.self, contentType: TableFormat.xlsx.contentType
      ) { _, filter in try await catalog.deskTable(filter, as: .xlsx) },
      .api(
        .get, "/admin/products/{product}", "Show a product of any shop with what decisions about it name",
        tag: tag, .admin(.catalogue), answer: ReviewedProductOutput.self, problems: [.notFound]
      ) { request in
        ReviewedProductOutput(try await catalog.productForDesk(request.parameter("product")), catalog)
      },
    ]
  }

  private static func decisionRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .post, "/admin/products/{product}/hide", "Hide a product with a reason that its vendor reads",
        tag: tag, .admin(.catalogue), body: HideProductInput.self, answer: ReviewedProductOutput.self,
        idempotent: true, problems: [.notFound, .conflict, .ownShop]
      ) { request, body in
        try await request.answer(with: { ReviewedProductOutput($0, catalog) }) {
          try await catalog.hideProduct(request.parameter("product"), body)
        }
      },
      .api(
        .post, "/admin/products/{product}/restore", "Show a hidden product again", tag: tag,
        .admin(.catalogue), optionalBody: UnhideProductInput.self, answer: ReviewedProductOutput.self,
        idempotent: true, problems: [.notFound, .conflict, .ownShop]
      ) { request, body in
        try await request.answer(with: { ReviewedProductOutput($0, catalog) }) {
          try await catalog.unhideProduct(request.parameter("product"), version: body?.version)
        }
      },
    ]
  }

  private static func answerRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .post, "/shops/{shop}/products/{product}/answer",
        "Answer why a product is hidden, so that it is looked at again", tag: tag, .shop(.products),
        body: HidingAnswerInput.self, answer: ProductOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow]
      ) { request, body in
        try await request.answer(with: { ProductOutput($0, catalog) }) {
          try await catalog.answerHiding(request.parameter("product"), of: request.requireShop(), body)
        }
      }
    ]
  }
}

/// Why administrators hide a product, and what its vendor says to that.
package struct ProductHidingOutput: Output {
  let hiding: ProductHiding

  package static let fields: [OutputField<Self>] = [
    .init("reason") { $0.hiding.reason },
    .init("hiddenAt") { $0.hiding.hiddenAt },
    .init("answer") { $0.hiding.answer },
    .init("answeredAt") { $0.hiding.answeredAt },
  ]
}

/// A product in the list of administrators.
struct DeskProductOutput: Output {
  let desk: DeskProduct
  let product: ShopProductOutput

  init(_ desk: DeskProduct, _ catalog: Catalog) {
    self.desk = desk
    product = ShopProductOutput(desk.product, catalog)
  }

  static let fields: [OutputField<Self>] = [
    .init("product") { $0.product },
    .init("category") { $0.desk.category.map { CategorySummaryOutput(summary: $0) } },
    .init("shopStatus") { $0.desk.shopStatus },
    .init("version") { $0.desk.product.seen.description },
  ]
}

/// A product as administrators see it who decide about it.
struct ReviewedProductOutput: Output {
  let product: ProductOutput
  let version: String

  init(_ product: Product, _ catalog: Catalog) {
    self.product = ProductOutput(product, catalog)
    version = product.seen.description
  }

  static let fields: [OutputField<Self>] = [
    .init("product") { $0.product },
    .init("version") { $0.version },
  ]
}
