import Catalog
import Kernel
import Ordering
import Presentation
import Vendors
import Web

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

extension SellerPortal {
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
}
