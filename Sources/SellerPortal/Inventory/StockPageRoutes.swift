import Web

enum StockPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    stock(portal) + counts(portal) + locations(portal) + transfers(portal)
  }

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

  private static func locations(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/stock/locations", .shop(.products)) { request in
        .html(try await portal.locationList(request, .empty).html(request))
      },
      .page(.post, "/sell/{shop}/stock/locations", .shop(.products)) { request in
        try await portal.addLocation(request)
      },
      .page(.get, "/sell/{shop}/stock/locations/{location}", .shop(.products)) { request in
        .html(try await portal.locationPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/stock/locations/{location}", .shop(.products)) { request in
        try await portal.editLocation(request)
      },
      .page(.post, "/sell/{shop}/stock/locations/{location}/place", .shop(.products)) { request in
        try await portal.placeLocation(request)
      },
      .page(.post, "/sell/{shop}/stock/locations/{location}/close", .shop(.products)) { request in
        try await portal.closeLocation(request)
      },
      .page(.post, "/sell/{shop}/stock/locations/{location}/reopen", .shop(.products)) { request in
        try await portal.reopenLocation(request)
      },
      .page(.get, "/sell/{shop}/stock/locations/{location}/stock.csv", .shop(.products)) { request in
        try await portal.locationFile(request, as: .csv)
      },
      .page(.get, "/sell/{shop}/stock/locations/{location}/stock.xlsx", .shop(.products)) { request in
        try await portal.locationFile(request, as: .xlsx)
      },
    ]
  }

  private static func transfers(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/stock/transfers", .shop(.products)) { request in
        .html(try await portal.transferList(request, .empty).html(request))
      },
      .page(.post, "/sell/{shop}/stock/transfers", .shop(.products)) { request in
        try await portal.writeTransfer(request)
      },
      .page(.get, "/sell/{shop}/stock/transfers/{transfer}", .shop(.products)) { request in
        .html(try await portal.transferPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/stock/transfers/{transfer}/numbers", .shop(.products)) { request in
        try await portal.keepTransfer(request)
      },
      .page(.post, "/sell/{shop}/stock/transfers/{transfer}/dispatch", .shop(.products)) { request in
        try await portal.sendTransfer(request)
      },
      .page(.post, "/sell/{shop}/stock/transfers/{transfer}/receipts", .shop(.products)) { request in
        try await portal.receiveTransfer(request)
      },
      .page(.post, "/sell/{shop}/stock/transfers/{transfer}/shortfall", .shop(.products)) { request in
        try await portal.writeOffTransfer(request)
      },
      .page(.post, "/sell/{shop}/stock/transfers/{transfer}/cancel", .shop(.products)) { request in
        try await portal.cancelTransfer(request)
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
