import Kernel
import Presentation
import Vendors
import Web

extension SellerPortal {
  /// Closes the shop whose name was typed to confirm it.
  func closeShop(_ request: Request) async throws -> Response {
    let shop = try await vendors.shop(request.requireShop())
    let settings = SellerPaths(shop).settings
    guard request.formValues["confirm"]?.trimmed == shop.name else {
      return .redirect(to: settings, flash: .error("The shop is as it was: type its name to close it."))
    }
    return try await RefusedForm.redirect(to: settings) {
      try await vendors.closeShop(shop.id)
      let days = Int(vendors.settings.restoreDays)
      let message: Words = """
        \(shop.name) is closed. You can restore it here for \(count: days, one: "# day", other: "# days").
        """
      return .redirect(to: SellerPaths.shops, flash: .success(message))
    }
  }
}
