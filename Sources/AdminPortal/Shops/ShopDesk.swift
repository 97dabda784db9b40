import Kernel
import Vendors
import Web

enum ShopDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    let shop = "/admin/shops/{shop}"
    return [
      .page(.get, "/admin/shops", .admin(.shops)) { request in
        .html(try await portal.shopList(request).html(request))
      },
      .page(.get, "/admin/shops.csv", .admin(.shops)) { request in
        try await portal.vendors.exportShops(request.query(ShopFilter.self))
      },
      .page(.post, "/admin/shops/bulk", .admin(.shopDecisions)) { request in
        try await portal.decideAll(request)
      },
      .page(.get, shop, .admin(.shops)) { request in
        .html(try await portal.shopDetail(request, nil).html(request))
      },
      .page(.post, "\(shop)/restore", .admin(.shopDecisions)) { request in
        try await portal.restoreShop(request)
      },
      .page(.get, "\(shop)/business", .admin(.documents)) { request in
        .html(try await portal.shopBusiness(request).html(request))
      },
      .page(.get, "\(shop)/payout-destinations", .admin(.payouts)) { request in
        .html(try await portal.shopDestinations(request).html(request))
      },
    ]
      + ShopDecisionInput.Verb.allCases.map { verb in
        .page(.post, "\(shop)/\(verb.path)", .admin(.shopDecisions)) { request in
          try await portal.decide(verb, request)
        }
      } + ShopDocumentDeskRoutes.routes(portal)
  }
}

/// Every shop by state.
struct ShopListPage {
  let frame: AdminFrame
  let counts: [ShopStatus: Int]
  let questions: [QuestionFilter: Int]
  let filter: ShopFilter
  let shops: Page<ReviewedShop>
  let isFirst: Bool
}

/// One shop and what can be decided about it.
struct ShopDetailPage {
  let frame: AdminFrame
  let reviewed: ReviewedShop
  let application: ShopApplication
  /// Until when a closed shop can be brought back; `nil` for others, and when nothing is left of it.
  let restorableUntil: Timestamp?
  /// The decision that was refused, with its form.
  let refused: (verb: ShopDecisionInput.Verb, form: FormState)?
}

/// Who is behind a shop.
struct ShopBusinessPage {
  let frame: AdminFrame
  let application: ShopApplication
}

/// Where a shop is paid, in full.
struct ShopDestinationsPage {
  let frame: AdminFrame
  let shop: Shop
  let destinations: [PayoutDestination]
}

extension AdminPortal {
  func shopList(_ request: Request) async throws -> ShopListPage {
    let filter = (try? request.query(ShopFilter.self)) ?? ShopFilter()
    let page = try request.page()
    return ShopListPage(
      frame: try await frame(request), counts: try await vendors.shopCounts(),
      questions: try await vendors.questionCounts(), filter: filter,
      shops: try await vendors.shopsForReview(filter, page), isFirst: page.cursor == nil)
  }

  func shopDetail(
    _ request: Request, _ refused: (verb: ShopDecisionInput.Verb, form: FormState)?
  ) async throws -> ShopDetailPage {
    let reference = try request.parameter("shop")
    let reviewed = try await vendors.shopForReview(reference)
    return ShopDetailPage(
      frame: try await frame(request), reviewed: reviewed,
      application: try await vendors.applicationForReview(reference, isPersonal: false),
      restorableUntil: try await vendors.closedShop(reviewed.shop.id)?.restorableUntil, refused: refused)
  }

  func shopBusiness(_ request: Request) async throws -> ShopBusinessPage {
    ShopBusinessPage(
      frame: try await frame(request),
      application: try await vendors.applicationForReview(request.parameter("shop"), isPersonal: true))
  }

  func shopDestinations(_ request: Request) async throws -> ShopDestinationsPage {
    let reviewed = try await vendors.shopForReview(request.parameter("shop"))
    return ShopDestinationsPage(
      frame: try await frame(request), shop: reviewed.shop,
      destinations: try await vendors.destinationsForPayout(of: reviewed.shop.id))
  }
}
