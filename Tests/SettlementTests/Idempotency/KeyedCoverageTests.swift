import Assembly
import MarketSupport
import TestSupport
import Testing
import Web

/// The calls of the tests beside this one are all that there are.
struct KeyedCoverageTests {
  /// POSTs with a key that move neither money nor goods.
  private static let still: Set<String> = [
    "/accounts", "/accounts/codes", "/accounts/password-codes", "/admin/accounts/{account}/ban",
    "/admin/accounts/{account}/erasure", "/admin/accounts/{account}/unban", "/admin/categories",
    "/admin/categories/{category}/attributes", "/admin/category-imports", "/admin/home/pictures",
    "/admin/home/publish", "/admin/home/revert", "/admin/markets", "/admin/products/{product}/hide",
    "/admin/products/{product}/restore", "/admin/search-rules", "/admin/shops/{shop}/approve",
    "/admin/shops/{shop}/documents/{document}/accept", "/admin/shops/{shop}/documents/{document}/reject",
    "/admin/shops/{shop}/reject", "/admin/shops/{shop}/request-information", "/admin/shops/{shop}/restore",
    "/admin/shops/{shop}/suspend", "/admin/shops/{shop}/unsuspend", "/admin/site/logo",
    "/invitations/{token}/accept", "/me/addresses", "/me/email", "/me/exports",
    "/me/invitations/{invitation}/accept", "/me/lists/{list}/views", "/me/passkeys",
    "/products/{product}/stock-notices", "/shops", "/shops/{shop}/application", "/shops/{shop}/documents",
    "/shops/{shop}/imports/{import}/picture-retries", "/shops/{shop}/imports/{import}/previews",
    "/shops/{shop}/imports/{import}/start", "/shops/{shop}/locations", "/shops/{shop}/payout-destinations",
    "/shops/{shop}/products/{product}/answer", "/shops/{shop}/products/{product}/duplicates",
    "/shops/{shop}/products/{product}/revisions/{revision}/restore",
    "/shops/{shop}/products/{product}/images", "/shops/{shop}/products/{product}/images/{image}/transforms",
    "/shops/{shop}/restore", "/shops/{shop}/staff/invitations",
    "/shops/{shop}/staff/invitations/{invitation}/mails", "/shops/{shop}/stock-counts",
    "/shops/{shop}/stock-transfers",
  ]

  @Test("Every POST with a key is sent by these tests, or moves neither money nor goods")
  func everyRouteIsKnown() async throws {
    let gateway = FlakyGateway()
    try await withMarket(.sqlite, gateways: [gateway]) { market async throws in
      let keyed = market.assembly.routes().filter { $0.kind == .api && $0.method == .post && $0.isIdempotent }
        .map { String($0.path.dropFirst(Route.apiPrefix.count)) }
      let sent = Set(try await KeyedMarket(market, gateway).calls(0).map(\.route))
      #expect(Set(keyed).subtracting(Self.still) == sent)
      #expect(Self.still.subtracting(keyed).sorted() == [])
    }
  }
}
