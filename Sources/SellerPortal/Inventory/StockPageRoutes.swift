import Web

enum StockPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] { stock(portal) + counts(portal) }

  private static func stock(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/stock", .shop(.products)) { request in
        .html(try await portal.stockList(request).html(request))
      },
      .page(.get, "/sell/{shop}/stock/movements", .shop(.products)) { request in
        .html(try await portal.movementsPage(request).html(request))
      },
      .page(.get, "/sell/{shop}/stock/movements.csv", .shop(.products)) { request in
        try await portal.exportMovements(request)
      },
      .page(.get, "/sell/{shop}/stock/variants/{variant}", .shop(.products)) { request in
        .html(try await portal.variantStock(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/stock/variants/{variant}/adjustments", .shop(.products)) { request in
        try await portal.adjustStock(request)
      },
      .page(.post, "/sell/{shop}/stock/variants/{variant}/threshold", .shop(.products)) { request in
        try await portal.setThreshold(request)
      },
    ]
  }

  private static func counts(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/stock/counts", .shop(.products)) { request in
        .html(try await portal.countList(request, .empty).html(request))
      },
      .page(.post, "/sell/{shop}/stock/counts", .shop(.products)) { request in
        try await portal.startCount(request)
      },
      .page(.get, "/sell/{shop}/stock/counts/{count}", .shop(.products)) { request in
        .html(try await portal.countPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/stock/counts/{count}/numbers", .shop(.products)) { request in
        try await portal.keepNumbers(request)
      },
      .page(.post, "/sell/{shop}/stock/counts/{count}/booking", .shop(.products)) { request in
        try await portal.bookCount(request)
      },
      .page(.post, "/sell/{shop}/stock/counts/{count}/discard", .shop(.products)) { request in
        try await portal.discardCount(request)
      },
    ]
  }
}
