import Kernel
import Vendors
import Web

/// The pages about shops, and what is decided there.
enum ShopRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    pages(portal) + decisions(portal) + documents(portal)
  }

  private static func pages(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/shops", .admin(.shops)) { request in
        .html(try await portal.shopList(request).html(request))
      },
      .page(.get, "/admin/shops.csv", .admin(.shops)) { request in
        try await portal.shopFile(request, as: .csv)
      },
      .page(.get, "/admin/shops.xlsx", .admin(.shops)) { request in
        try await portal.shopFile(request, as: .xlsx)
      },
      .page(.get, "/admin/shops/{shop}", .admin(.shops)) { request in
        .html(try await portal.shopPage(request, nil).html(request))
      },
      .page(.get, "/admin/shops/{shop}/business", .admin(.documents)) { request in
        .html(try await portal.shopBusiness(request).html(request))
      },
      .page(.get, "/admin/shops/{shop}/payout-destinations", .admin(.payouts)) { request in
        .html(try await portal.shopDestinations(request).html(request))
      },
    ]
  }

  private static func decisions(_ portal: AdminPortal) -> [Route] {
    [
      .page(.post, "/admin/shops/bulk", .admin(.shopDecisions)) { request in
        try await portal.decideAll(request)
      },
      .page(.post, "/admin/shops/{shop}/approve", .admin(.shopDecisions)) { request in
        try await portal.decide(.approve, request)
      },
      .page(.post, "/admin/shops/{shop}/request-information", .admin(.shopDecisions)) { request in
        try await portal.decide(.ask, request)
      },
      .page(.post, "/admin/shops/{shop}/reject", .admin(.shopDecisions)) { request in
        try await portal.decide(.reject, request)
      },
      .page(.post, "/admin/shops/{shop}/suspend", .admin(.shopDecisions)) { request in
        try await portal.decide(.suspend, request)
      },
      .page(.post, "/admin/shops/{shop}/unsuspend", .admin(.shopDecisions)) { request in
        try await portal.decide(.unsuspend, request)
      },
      .page(.post, "/admin/shops/{shop}/restore", .admin(.shopDecisions)) { request in
        try await portal.restoreShop(request)
      },
    ]
  }

  private static func documents(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/shops/{shop}/documents", .admin(.documents)) { request in
        .html(try await portal.shopDocuments(request, nil).html(request))
      },
      .page(.get, "/admin/shops/{shop}/documents/{document}/file", .admin(.documents)) { request in
        try await portal.vendors.openDocumentForReview(
          request.id("document", as: ShopDocumentEntity.self), of: portal.vendors.subject(of: request)
        ).response
      },
      .page(.post, "/admin/shops/{shop}/documents/{document}/accept", .admin(.documents)) { request in
        try await portal.decideDocument(request) { nil }
      },
      .page(.post, "/admin/shops/{shop}/documents/{document}/reject", .admin(.documents)) { request in
        try await portal.decideDocument(request) { try request.form(RejectDocumentInput.self).reason }
      },
    ]
  }
}
