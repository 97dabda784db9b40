import Kernel
import Presentation
import Vendors
import Web

extension AdminPortal {
  /// Brings a closed shop back for its vendor, who asked for it.
  func restoreShop(_ request: Request) async throws -> Response {
    let reference = try request.parameter("shop")
    return try await RefusedForm.redirect(to: AdminPaths.shop(reference)) {
      let shop = try await vendors.restoreShop(reference, by: nil)
      return .redirect(
        to: AdminPaths.shop(shop.slug),
        flash: .success("\(shop.name) is back as it was. The vendor gets a mail."))
    }
  }
}
