import Vendors
import Web

enum ApplicationPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    business(portal) + documents(portal) + destinations(portal)
  }

  private static func business(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/application", .shop(.ownership)) { request in
        .html(try await portal.applicationPage(request, .empty).html(request))
      },
      .page(.post, "/sell/{shop}/application/answer", .shop(.ownership)) { request in
        try await portal.answerQuestion(request)
      },
      .page(.get, "/sell/{shop}/application/business", .shop(.ownership)) { request in
        .html(try await portal.businessPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/application/business", .shop(.ownership)) { request in
        try await portal.editBusiness(request)
      },
    ]
  }

  private static func documents(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/application/documents", .shop(.ownership)) { request in
        .html(try await portal.documentsPage(request, .empty).html(request))
      },
      // Takes more than a document may have, so that the form itself can say that it is too much.
      .page(
        .post, "/sell/{shop}/application/documents", .shop(.ownership), limit: .upload, bodyKind: .multipart
      ) { request in try await portal.addDocument(request) },
      .page(.get, "/sell/{shop}/application/documents/{document}/file", .shop(.ownership)) { request in
        try await portal.vendors.openDocument(
          request.id("document", as: ShopDocumentEntity.self), of: request.requireShop()
        ).response
      },
      .page(.post, "/sell/{shop}/application/documents/{document}/delete", .shop(.ownership)) { request in
        try await portal.deleteDocument(request)
      },
    ]
  }

  private static func destinations(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/application/payouts", .shop(.ownership)) { request in
        .html(try await portal.destinationsPage(request, refused: nil).html(request))
      },
      .page(.post, "/sell/{shop}/application/payouts", .shop(.ownership)) { request in
        try await portal.addDestination(request)
      },
      .page(.get, "/sell/{shop}/application/payouts/{destination}", .shop(.ownership)) { request in
        .html(try await portal.destinationPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/application/payouts/{destination}", .shop(.ownership)) { request in
        try await portal.editDestination(request)
      },
      .page(.post, "/sell/{shop}/application/payouts/{destination}/delete", .shop(.ownership)) { request in
        try await portal.deleteDestination(request)
      },
    ]
  }
}
