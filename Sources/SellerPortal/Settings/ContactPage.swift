import Kernel
import Presentation
import Vendors
import Web

/// When the shop is open, how people reach it and where else it is.
struct ContactPage {
  let frame: SellerFrame
  let form: FormState
}

extension SellerPortal {
  func contactPage(_ request: Request, _ refused: FormState?) async throws -> ContactPage {
    let frame = try await frame(request)
    return ContactPage(frame: frame, form: refused ?? FormState(contactOf: frame.shop.profile))
  }

  func editContact(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let edit = request.edit(over: { (shop: Shop) in FormState(contactOf: shop.profile) }) { form in
        try ContactForm(form).input()
      }
      let shop = try await vendors.editShop(request.requireShop(), edit)
      return .redirect(
        to: SellerPaths(shop).contact, flash: .success("Customers see it on the page of the shop."))
    } again: { form, _ in
      try await contactPage(request, form).html(request)
    }
  }
}

extension FormState {
  /// The fields of a shop's hours, contact and links.
  fileprivate init(contactOf profile: ShopProfile) {
    var values: [String: String] = [
      "openingNote": profile.openingNote, "contactEmail": profile.contactEmail ?? "",
      "contactPhone": profile.contactPhone ?? "", "address": profile.address ?? "",
    ]
    for day in Weekday.allCases { values["hours.\(day.rawValue)"] = profile.hours(on: day) }
    for link in profile.links { values["links.\(link.kind.rawValue)"] = link.address }
    self = FormState(values: values).ofStored
  }
}
