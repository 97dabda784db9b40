import Identity
import Kernel
import Web

/// States of products that can be had back.
enum RevisionRoutes {
  private static let tag = "Shop products"

  static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/products/{product}/revisions/{revision}",
        "Show what restoring a state of a product would change", tag: tag, .shop(.products),
        answer: ProductRestorationOutput.self, problems: [.notFound]
      ) { request in
        ProductRestorationOutput(
          restoration: try await catalog.restoration(
            of: request.parameter("product"), in: request.requireShop(),
            to: request.id("revision", as: ProductRevisionEntity.self)))
      },
      .api(
        .post, "/shops/{shop}/products/{product}/revisions/{revision}/restore",
        "Make a product again what it said then; stock and pictures stay", tag: tag, .shop(.products),
        answer: ProductOutput.self, idempotent: true,
        problems: [.notFound, .skuTaken, .notAllowedNow, .preconditionFailed]
      ) { request in
        let condition = request.condition { (product: Product) in ProductOutput(product, catalog) }
        return try await request.answer(with: { ProductOutput($0, catalog) }) {
          try await catalog.restoreRevision(
            request.id("revision", as: ProductRevisionEntity.self), of: request.parameter("product"),
            in: request.requireShop(), when: condition)
        }
      },
    ]
  }
}

/// What restoring a state would change.
struct ProductRestorationOutput: Output {
  let restoration: ProductRestoration

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.restoration.revision },
    .init("at") { $0.restoration.at },
    .init("changes") { $0.restoration.changes.map(ProductRevisionChangeOutput.init) },
    .init("addedVariants") { $0.restoration.added },
    .init("endedVariants") { $0.restoration.ended },
    .init("lacksCategory") { $0.restoration.lacksCategory },
  ]
}
