import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// How the shop presents itself and its rules.
struct ShopSettingsPage {
  let frame: SellerFrame
  let form: FormState
  /// For how many days a closed shop can be restored.
  let restoreDays: Int
}

extension SellerPortal {
  func shopSettingsPage(_ request: Request, _ refused: FormState?) async throws -> ShopSettingsPage {
    let frame = try await frame(request)
    return ShopSettingsPage(
      frame: frame, form: refused ?? FormState(frame.shop), restoreDays: Int(vendors.settings.restoreDays))
  }

  func editShop(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let edit = request.edit(over: { (present: Shop) in FormState(present) }, SellerPortal.shopChanges)
      let shop = try await vendors.editShop(request.requireShop(), edit)
      return .redirect(to: SellerPaths(shop).settings, flash: .success("The settings are saved."))
    } again: { form, _ in
      try await shopSettingsPage(request, form).html(request)
    }
  }

  /// The form shows all of the shop, so what is empty was emptied, where the API leaves alone what is absent.
  private static func shopChanges(_ form: Parameters) throws -> EditShopInput {
    try form.read(
      EditShopInput.self,
      needing: [("name", "Give the shop a name."), ("description", "Say what the shop sells.")])
  }
}

extension FormState {
  /// The fields of a shop's settings.
  init(_ shop: Shop) {
    let form = FormState(values: [
      "name": shop.name, "description": shop.description, "slug": shop.slug, "country": shop.country,
      "shippingPolicy": shop.shippingPolicy, "returnPolicy": shop.returnPolicy,
      "lowStockThreshold": String(shop.lowStockThreshold), "privacyPolicy": shop.profile.privacyPolicy,
      "terms": shop.profile.terms, "timeZone": shop.chosenTimeZone?.name ?? "",
    ])
    self = form.ofStored
  }
}
