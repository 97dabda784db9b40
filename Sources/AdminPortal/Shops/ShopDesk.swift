import Kernel
import Vendors
import Web

enum ShopDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/shops", .admin(.shops)) { request in
        .html(try await portal.shopList(request).html(request))
      },
      .page(.get, "/admin/shops/{shop}", .admin(.shops)) { request in
        .html(try await portal.shopDetail(request, .empty).html(request))
      },
      .page(.post, "/admin/shops/{shop}/approve", .admin(.shopDecisions)) { request in
        let reviewed = try await portal.vendors.shopForReview(request.parameter("shop"))
        let shop = try await portal.vendors.approve(reviewed.shop.id)
        return .redirect(to: "/admin/shops/\(shop.slug)", flash: .success("\(shop.name) is open."))
      },
      .page(.post, "/admin/shops/{shop}/reject", .admin(.shopDecisions)) { request in
        try await portal.decide(request, done: "was rejected. The vendor sees the reason.") {
          try await portal.vendors.reject($0, reason: $1)
        }
      },
      .page(.post, "/admin/shops/{shop}/suspend", .admin(.shopDecisions)) { request in
        try await portal.decide(request, done: "is suspended. Its products are hidden.") {
          try await portal.vendors.suspend($0, reason: $1)
        }
      },
    ]
  }
}

/// Every shop by state.
struct ShopListPage {
  let frame: AdminFrame
  let counts: [ShopStatus: Int]
  let status: ShopStatus?
  let text: String
  let shops: Page<ReviewedShop>
  let isFirst: Bool
}

/// One shop and what can be decided about it.
struct ShopDetailPage {
  let frame: AdminFrame
  let reviewed: ReviewedShop
  let form: FormState
}

extension AdminPortal {
  func shopList(_ request: Request) async throws -> ShopListPage {
    let status = request.query["status"].flatMap { ShopStatus(rawValue: $0) }
    let text = (request.query["q"] ?? "").trimmed
    let page = try request.page()
    return ShopListPage(
      frame: try await frame(request), counts: try await vendors.shopCounts(), status: status, text: text,
      shops: try await vendors.shopsForReview(status: status, matching: text.isEmpty ? nil : text, page),
      isFirst: page.cursor == nil)
  }

  func shopDetail(_ request: Request, _ form: FormState) async throws -> ShopDetailPage {
    ShopDetailPage(
      frame: try await frame(request), reviewed: try await vendors.shopForReview(request.parameter("shop")),
      form: form)
  }

  func decide(
    _ request: Request, done: String, _ decide: (ShopID, String) async throws -> Shop
  ) async throws -> Response {
    let reviewed = try await vendors.shopForReview(request.parameter("shop"))
    do {
      let shop = try await decide(reviewed.shop.id, request.form(ShopDecision.self).reason)
      return .redirect(to: "/admin/shops/\(shop.slug)", flash: .success("\(shop.name) \(done)"))
    } catch let problem as Problem {
      let page = try await shopDetail(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: .unprocessableContent)
    }
  }
}
