import Catalog
import Kernel
import Ordering
import Presentation
import Vendors
import Web

enum ShopPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell", .signedIn) { request in
        .html(try await portal.shopsPage(request).html(request))
      },
      .page(.get, "/sell/new", .signedIn) { request in
        .html(try await portal.openShopPage(request, .empty).html(request))
      },
      .page(.post, "/sell/new", .signedIn) { request in try await portal.openShop(request) },
      .page(.post, "/sell/{shop}/answer", .shop(.settings)) { request in
        try await portal.answerRejection(request)
      },
    ]
  }
}

/// What pages outside of one shop show around their content.
struct SellingFrame: Sendable {
  let siteName: String
  let personName: String

  /// The page with this title.
  func page(
    _ current: String, _ request: Request, title: Words, lead: Words?, actions: HTML? = nil, _ content: HTML
  ) -> HTML {
    PortalPage.render(
      head: DocumentHead(title: title, siteName: siteName, isIndexable: false),
      frame: PortalFrame(
        title: "Sell on \(siteName)", homePath: "/sell",
        groups: [[PortalItem("My shops", "/sell", .store), PortalItem("Open a shop", "/sell/new", .plus)]],
        current: current, personName: personName),
      title: title, lead: lead, actions: actions, flash: request.flash, content)
  }
}

/// A shop that the viewer owns or works in, with what waits there as far as they may see it.
struct OwnShop {
  let place: Workplace
  let picture: Picture?
  let productCount: Int?
  let ordersToSend: Int?

  var shop: Shop { place.shop }
}

/// The shops of an account, and the invitations to others'.
struct ShopsPage {
  let frame: SellingFrame
  let shops: [OwnShop]
  let invitations: [InvitationOffer]
  let closed: ClosedShops
}

/// The form that opens a shop.
struct OpenShopPage {
  let frame: SellingFrame
  let form: FormState
}

extension SellerPortal {
  func sellingFrame(_ request: Request) async throws -> SellingFrame {
    SellingFrame(siteName: try await catalog.site().name, personName: try request.requireViewer().name)
  }

  func shopsPage(_ request: Request) async throws -> ShopsPage {
    let account = try request.requireViewer().account
    var shops: [OwnShop] = []
    for place in try await vendors.workplaces(of: account) {
      let goods = try await catalog.productCounts(of: place.shop.id)
      let orders = try await ordering.orderCounts(.init(shop: place.shop.id, states: OrderStatus.unsent))
      let sees = place.permissions
      shops.append(
        OwnShop(
          place: place, picture: catalog.thumbnail(place.shop.avatarKey),
          productCount: sees.contains(.products) ? goods.active + goods.draft + goods.archived : nil,
          ordersToSend: sees.contains(.orders) ? Int(orders.values.reduce(0, +)) : nil))
    }
    return ShopsPage(
      frame: try await sellingFrame(request), shops: shops,
      invitations: try await vendors.invitations(to: account),
      closed: ClosedShops(shops: try await vendors.closedShops(of: account), now: vendors.clock.now()))
  }

  func openShopPage(_ request: Request, _ form: FormState) async throws -> OpenShopPage {
    OpenShopPage(frame: try await sellingFrame(request), form: form)
  }

  func openShop(_ request: Request) async throws -> Response {
    do {
      let shop = try await vendors.openShop(
        request.form(OpenShopInput.self), by: request.requireViewer().account)
      return .redirect(
        to: "/sell/\(shop.slug)",
        flash: .success("\(shop.name) is on its way. Add goods while we look at it."))
    } catch let problem as Problem {
      let page = try await openShopPage(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: problem.pageStatus)
    }
  }

  func answerRejection(_ request: Request) async throws -> Response {
    let id = try request.requireShop()
    do {
      let shop = try await vendors.answerRejection(id, request.form(AnswerRejectionInput.self))
      return .redirect(
        to: "/sell/\(shop.slug)", flash: .success("Your answer is sent. We look at the shop again."))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let page = try await dashboard(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: problem.pageStatus)
    } catch let problem as Problem where problem.kind == .notAllowedNow {
      return .redirect(to: try await path(request, .dashboard), flash: .error(problem.detail))
    }
  }
}
