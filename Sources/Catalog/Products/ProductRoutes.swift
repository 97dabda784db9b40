import Areas
import Kernel
import Web

/// Products: everybody reads what is listed, vendors manage their own.
package enum ProductRoutes {
  private static let browseTag = "Products"
  private static let shopTag = "Shop products"
  /// Room for the longest description and 250 variants.
  private static let maximumBodyBytes = 1024 * 1024

  /// The routes of products.
  package static func routes(_ catalog: Catalog) -> [Route] { publicRoutes(catalog) + shopRoutes(catalog) }

  private static func publicRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/products", "List products, narrowed and sorted", tag: browseTag, .anyone,
        query: ListingQuery.self, answer: Page<ProductCardOutput>.self, cache: .catalogue,
        keeping: { page in CacheTag.list(of: page.items.map(\.card)) }
      ) { _, query in
        try await catalog.products(query).map { ProductCardOutput($0, catalog) }
      },
      .api(
        .get, "/products/{product}", "Show a product", tag: browseTag, .anyone, answer: ProductOutput.self,
        problems: [.notFound]
      ) { request in
        let product = try await catalog.product(
          request.parameter("product"), for: request.viewer, in: .current)
        return ProductOutput(product, catalog, isForReaders: true)
      },
    ]
  }

  private static func shopRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/products", "List the shop's own products, drafts too", tag: shopTag,
        .shop(.products), query: ShopProductQuery.self, answer: Page<ShopProductOutput>.self
      ) { request, query in
        try await catalog.products(of: request.requireShop(), query).map { ShopProductOutput($0, catalog) }
      },
      .download(
        .get, "/shops/{shop}/products.csv", "Download what the list of products shows, as CSV", tag: shopTag,
        .shop(.products), query: ShopProductQuery.self, contentType: "text/csv"
      ) { request, query in try catalog.productTable(of: request.requireShop(), query, as: .csv) },
      .download(
        .get, "/shops/{shop}/products.xlsx", "Download what the list of products shows, for Excel",
        tag: shopTag, .shop(.products), query: ShopProductQuery.self,
        contentType: TableFormat.xlsx.contentType
      ) { request, query in try catalog.productTable(of: request.requireShop(), query, as: .xlsx) },
      .api(
        .post, "/shops/{shop}/products", "Make a product with its variants", tag: shopTag, .shop(.products),
        body: NewProductInput.self, answer: ProductOutput.self, status: .created, idempotent: true,
        maximumBodyBytes: maximumBodyBytes, problems: [.skuTaken]
      ) { request, body in
        try await request.answer(with: { ProductOutput($0, catalog) }) {
          try await catalog.createProduct(body, in: request.requireShop())
        }
      },
      .api(
        .get, "/shops/{shop}/products/{product}", "Show one of the shop's own products", tag: shopTag,
        .shop(.products), answer: ProductOutput.self, problems: [.notFound]
      ) { request in
        ProductOutput(
          try await catalog.product(request.parameter("product"), of: request.requireShop()), catalog)
      },
      .api(
        .patch, "/shops/{shop}/products/{product}", "Change a product; what is absent stays", tag: shopTag,
        .shop(.products), body: ProductChangesInput.self, answer: ProductOutput.self,
        maximumBodyBytes: maximumBodyBytes, problems: [.notFound, .skuTaken, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body) { ProductOutput($0, catalog) }
        let name = try request.parameter("product")
        return ProductOutput(try await catalog.editProduct(name, of: request.requireShop(), edit), catalog)
      },
    ] + endRoutes(catalog)
  }

  private static func endRoutes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .delete, "/shops/{shop}/products/{product}", "Delete a product; it can be restored for a day",
        tag: shopTag, .shop(.products), answer: NoContent.self, problems: [.notFound, .preconditionFailed]
      ) { request in
        try await catalog.deleteProduct(
          request.parameter("product"), of: request.requireShop(),
          when: request.condition { ProductOutput($0, catalog) })
        return NoContent()
      },
      .api(
        .post, "/shops/{shop}/products/{product}/restore", "Restore a deleted product", tag: shopTag,
        .shop(.products), answer: ProductOutput.self, idempotent: true,
        problems: [.notFound, .restoreWindowOver, .skuTaken]
      ) { request in
        try await request.answer(with: { ProductOutput($0, catalog) }) {
          try await catalog.restoreProduct(request.parameter("product"), of: request.requireShop())
        }
      },
      .api(
        .post, "/shops/{shop}/products/{product}/duplicates",
        "Copy a product as a draft without SKUs, barcodes and stock", tag: shopTag, .shop(.products),
        answer: ProductOutput.self, status: .created, idempotent: true, problems: [.notFound, .notAllowedNow]
      ) { request in
        try await request.answer(with: { ProductOutput($0, catalog) }) {
          try await catalog.duplicateProduct(request.parameter("product"), of: request.requireShop())
        }
      },
      .api(
        .get, "/shops/{shop}/products/{product}/revisions",
        "List who changed what of a product, newest first", tag: shopTag, .shop(.products),
        answer: Page<ProductRevisionOutput>.self, problems: [.notFound]
      ) { request in
        let name = try request.parameter("product")
        let entries = try await catalog.productHistory(of: name, in: request.requireShop(), request.page())
        var kept: [Timestamp: ProductRevisionID] = [:]
        if let product = entries.items.first.flatMap({ ProductID($0.target) }) {
          kept = try await catalog.revisions(of: product, at: entries.items.map(\.at))
        }
        return entries.map { ProductRevisionOutput(entry: $0, revision: kept[$0.at]) }
      },
    ]
  }
}
