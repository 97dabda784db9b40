import Kernel
import Vendors
import Web

enum ClosedShopRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.post, "/sell/closed/{shop}/restore", .signedIn) { request in
        try await portal.restoreShop(request)
      }
    ]
  }
}

extension SellerPortal {
  func restoreShop(_ request: Request) async throws -> Response {
    do {
      let shop = try await vendors.restoreShop(
        request.parameter("shop"), by: request.requireViewer().account)
      return .redirect(to: "/sell/\(shop.slug)", flash: .success("\(shop.name) is back as it was."))
    } catch let problem as Problem where problem.kind == .restoreWindowOver {
      return .redirect(to: "/sell", flash: .error(problem.detail))
    }
  }
}

/// The shops that somebody closed, each with the way back.
struct ClosedShops {
  let shops: [ClosedShop]
  let now: Timestamp

  var html: HTML {
    HTML.joined(
      shops.map { closed -> HTML in
        let days = Int(closed.daysLeft(at: now))
        return Notice.alert(
          .warning, "\(closed.shop.name) is closed",
          """
          You can restore it for \(count: days, one: "# day", other: "# days"). Then its goods, pictures and \
          documents are deleted.
          """,
          actions: Button.post(
            "Restore", to: "/sell/closed/\(closed.shop.id)/restore", kind: .secondary, icon: .undo,
            size: .small))
      })
  }
}
