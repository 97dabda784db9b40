import Web

/// Room for the longest description and 250 variants.
private let maximumFormBytes = 1024 * 1024

enum ProductPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    list(portal) + goods(portal) + texts(portal) + pictures(portal)
  }

  private static func list(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/products", .shop(.products)) { request in
        .html(try await portal.productList(request).html(request))
      },
      .page(.post, "/sell/{shop}/products", .shop(.products)) { request in
        try await portal.changeProducts(request)
      },
      .page(.get, "/sell/{shop}/products.csv", .shop(.products)) { request in
        try await portal.productFile(request, as: .csv)
      },
      .page(.get, "/sell/{shop}/products.xlsx", .shop(.products)) { request in
        try await portal.productFile(request, as: .xlsx)
      },
      .page(.get, "/sell/{shop}/products/sheet", .shop(.products)) { request in
        .html(try await portal.productSheetPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/products/sheet", .shop(.products), maximumBodyBytes: maximumFormBytes) {
        request in try await portal.saveProductSheet(request)
      },
      .page(.post, "/sell/{shop}/products/sheet/{edit}/undo", .shop(.products)) { request in
        try await portal.undoProductSheet(request)
      },
    ]
  }

  private static func goods(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/products/new", .shop(.products)) { request in
        .html(try await portal.newProductPage(request).html(request))
      },
      .page(.post, "/sell/{shop}/products/new", .shop(.products), limit: .upload) { request in
        try await portal.createProduct(request)
      },
      .page(
        .post, "/sell/{shop}/products/description", .shop(.products), maximumBodyBytes: maximumFormBytes
      ) { request in try portal.previewDescription(request) },
      .page(.get, "/sell/{shop}/products/{product}", .shop(.products)) { request in
        .html(try await portal.productPage(request).html(request))
      },
      .page(.post, "/sell/{shop}/products/{product}", .shop(.products), maximumBodyBytes: maximumFormBytes) {
        request in try await portal.editProduct(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/delete", .shop(.products)) { request in
        try await portal.deleteProduct(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/restore", .shop(.products)) { request in
        try await portal.restoreProduct(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/duplicates", .shop(.products)) { request in
        try await portal.duplicateProduct(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/answer", .shop(.products)) { request in
        try await portal.answerHiding(request)
      },
      .page(.get, "/sell/{shop}/products/{product}/history", .shop(.products)) { request in
        .html(try await portal.productHistoryPage(request).html(request))
      },
      .page(.get, "/sell/{shop}/products/{product}/history/{revision}", .shop(.products)) { request in
        .html(try await portal.revisionPage(request).html(request))
      },
      .page(.post, "/sell/{shop}/products/{product}/history/{revision}", .shop(.products)) { request in
        try await portal.restoreRevision(request)
      },
    ]
  }

  private static func texts(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/products/{product}/markets", .shop(.products)) { request in
        .html(try await portal.marketPricesPage(request).html(request))
      },
      .page(
        .post, "/sell/{shop}/products/{product}/markets/{market}", .shop(.products),
        maximumBodyBytes: maximumFormBytes
      ) { request in try await portal.setMarketPrices(request) },
      .page(.get, "/sell/{shop}/products/{product}/languages/{language}", .shop(.products)) { request in
        .html(try await portal.productTextsPage(request, nil).html(request))
      },
      .page(
        .post, "/sell/{shop}/products/{product}/languages/{language}", .shop(.products),
        maximumBodyBytes: maximumFormBytes
      ) { request in try await portal.editProductTexts(request) },
    ]
  }

  private static func pictures(_ portal: SellerPortal) -> [Route] {
    [
      .page(.post, "/sell/{shop}/products/{product}/pictures", .shop(.products), limit: .upload) { request in
        try await portal.addPictures(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/pictures/order", .shop(.products)) { request in
        try await portal.arrangePictures(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/pictures/edit", .shop(.products), limit: .upload) {
        request in try await portal.previewPicture(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/pictures/edit/apply", .shop(.products), limit: .upload) {
        request in try await portal.editPicture(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/pictures/edit/undo", .shop(.products)) { request in
        try await portal.restorePicture(request)
      },
      .page(.post, "/sell/{shop}/products/{product}/pictures/remove", .shop(.products)) { request in
        try await portal.removePicture(request)
      },
    ]
  }
}
