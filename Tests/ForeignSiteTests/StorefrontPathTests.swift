import Catalog
import Identity
import Kernel
import MarketSupport
import Ordering
import Presentation
import Settlement
import Storefront
import TestSupport
import Testing
import Vendors
import Web

/// Links lead somewhere: every path of the storefront has a route.
struct StorefrontPathTests {
  @Test func everyPathHasARoute() async throws {
    try await withMarket(.sqlite) { market in
      let routes = StorefrontRoutes.routes(
        Storefront(
          identity: market.identity, vendors: market.vendors, catalog: market.catalog,
          ordering: market.ordering, settlement: market.settlement, publicURL: Market.publicURL))
      for path in Self.market + Self.orders + Self.account + Self.security {
        let isServed = routes.contains { Self.fits(path, $0.path) }
        #expect(isServed, "no route answers \(path)")
      }
      #expect(!routes.contains { Self.fits("/account/nothing/here", $0.path) })
    }
  }

  @Test func valuesAreEncoded() {
    #expect(Paths.order(OrderID(high: 1, low: 1), key: "a&b").hasSuffix("?key=a%26b"))
    #expect(Paths.product("mug", variant: nil) == "/products/mug")
    #expect(Paths.products(sortedBy: .bestSelling) == "/products?sort=bestSelling")
  }

  /// Whether a path is one of a template.
  private static func fits(_ path: String, _ template: String) -> Bool {
    let pieces = path.prefix { $0 != "?" }.split(separator: "/")
    let wanted = template.split(separator: "/")
    return pieces.count == wanted.count
      && zip(pieces, wanted).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
  }

  private static let market = [
    Paths.home, Paths.help, Paths.products, Paths.products(sortedBy: .newest), Paths.product("mug"),
    Paths.categories, Paths.category("mugs"), Paths.shops, Paths.shop("kiln"), Paths.follow("kiln"),
    Paths.unfollow("kiln"), Paths.follows, Paths.sitemap, Paths.sitemapFile("a1"), Paths.securityContact,
    Paths.searchTemplate,
  ]

  private static let orders = [
    Paths.cart, Paths.cartItems, Paths.changeCartItem, Paths.removeCartItem, Paths.checkout,
    Paths.payment(of: CheckoutID()), Paths.cancel(CheckoutID()), Paths.thanks(for: CheckoutID()),
    Paths.orders,
    Paths.order(OrderID()), Paths.cancel(OrderID()), Paths.requestRefund(of: OrderID(), key: "key"),
  ]

  private static let account = [
    Paths.signIn, Paths.signInCode, Paths.passkeySignIn, Paths.providerSignIn("site"), Paths.signOut,
    Paths.signUp, Paths.activation, Paths.activationCode, Paths.password, Paths.passwordReset, Paths.profile,
    Paths.picture, Paths.removePicture, Paths.mails, Paths.exportAsText, Paths.email, Paths.confirmEmail,
    Paths.emailLink, Paths.emailUndoLink, Paths.addresses, Paths.newAddress, Paths.address(AddressID()),
    Paths.makeDefault(AddressID()), Paths.remove(AddressID()), Paths.privacy, Paths.exports,
    Paths.export(ExportID()), Paths.erasure, Paths.privacyChoices, Paths.consent,
  ]

  private static let security = [
    Paths.security, Paths.presence, Paths.ownPassword, Paths.secondFactor, Paths.confirmSecondFactor,
    Paths.removeSecondFactor, Paths.recoveryCodes, Paths.passkeys, Paths.passkey(PasskeyID()),
    Paths.remove(PasskeyID()), Paths.end(SessionID()), Paths.endOtherDevices,
    Paths.link("site", proof: "proof"), Paths.unlink(ExternalIdentityID()),
  ]
}
