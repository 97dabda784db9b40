import Kernel
import Presentation
import Vendors
import Web

/// The shop's own host name.
struct DomainPage {
  let frame: SellerFrame
  let domain: ShopDomain?
  /// Where the marketplace's server is, for the record that leads to it.
  let marketHost: String
  let form: FormState
}

extension SellerPortal {
  func domainPage(_ request: Request, _ refused: FormState?) async throws -> DomainPage {
    let domain = try await vendors.domain(of: request.requireShop())
    let host = publicURL.split(separator: "/").dropFirst().first.map { $0.prefix { $0 != ":" } } ?? ""
    return DomainPage(
      frame: try await frame(request), domain: domain, marketHost: String(host),
      form: refused ?? SellerPortal.domainState(domain))
  }

  private static let domainState: @Sendable (ShopDomain?) -> FormState = { domain in
    FormState(values: ["host": domain?.host ?? ""]).ofStored
  }

  func claimDomain(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let edit = request.edit(over: SellerPortal.domainState) { try ClaimDomainInput.read($0) }
      _ = try await vendors.claimDomain(for: request.requireShop(), edit)
      return .redirect(
        to: try await paths(request).domain,
        flash: .information("Now set the records below at your domain's provider."))
    } again: { form, _ in
      try await domainPage(request, form).html(request)
    }
  }

  func verifyDomain(_ request: Request) async throws -> Response {
    let shop = try await vendors.shop(request.requireShop())
    let path = SellerPaths(shop).domain
    return try await RefusedForm.redirect(to: path) {
      let domain = try await vendors.verifyDomain(of: shop.id)
      return .redirect(
        to: path,
        flash: .success(
          shop.isOpen
            ? "\(domain.host) shows your shop now."
            : "\(domain.host) is yours, and shows your shop as soon as it is open."))
    }
  }

  func removeDomain(_ request: Request) async throws -> Response {
    try await vendors.removeDomain(of: request.requireShop())
    return .redirect(
      to: try await paths(request).domain,
      flash: .success("The domain does not show your shop any more."))
  }
}
