import Kernel
import Presentation
import Vendors
import Web

/// The business behind the shop.
struct BusinessPage {
  let frame: SellerFrame
  let form: FormState
  /// Whether it holds what is not stored yet.
  var isTouched = false
}

extension SellerPortal {
  func businessPage(_ request: Request, _ refused: FormState?) async throws -> BusinessPage {
    let frame = try await frame(request)
    if let refused { return BusinessPage(frame: frame, form: refused) }
    let application = try await vendors.application(of: request.requireShop())
    return BusinessPage(frame: frame, form: FormState(businessOf: application))
  }

  func editBusiness(_ request: Request) async throws -> Response {
    if request.choosesCountry {
      var page = try await businessPage(request, FormState(typed: request.formValues))
      page.isTouched = true
      return .html(page.html(request))
    }
    return try await RefusedForm.answer(
      request, missing: ["businessType": "Say who sells: you, or a company."]
    ) {
      let edit = request.edit(over: { FormState(businessOf: $0) }) { try EditApplicationInput.read($0) }
      let application = try await vendors.editApplication(
        of: request.requireShop(), edit, by: request.requireViewer().account)
      let paths = SellerPaths(application.shop)
      let next = application.checklist.missing.isEmpty ? paths.application : paths.documents
      return .redirect(
        to: application.shop.isOpen ? paths.business : next, flash: .success("Your details are saved."))
    } again: { form, _ in
      try await businessPage(request, form).html(request)
    }
  }
}

extension FormState {
  /// The fields of the business behind a shop; before there are any, its country.
  init(businessOf application: ShopApplication) {
    guard let business = application.business else {
      self = FormState(values: ["address.country": application.shop.country]).ofStored
      return
    }
    let form = FormState(values: [
      "businessType": business.type.rawValue, "legalName": business.legalName,
      "registrationNumber": business.registrationNumber ?? "", "taxId": business.taxID ?? "",
      "address.line1": business.address?.line1 ?? "", "address.line2": business.address?.line2 ?? "",
      "address.city": business.address?.city ?? "", "address.region": business.address?.region ?? "",
      "address.postalCode": business.address?.postalCode ?? "",
      "address.country": business.address?.country ?? "", "contactName": business.contactName ?? "",
      "phone": business.phone ?? "", "birthDate": business.birthDate ?? "",
      "website": business.website ?? "",
    ])
    self = form.ofStored
  }
}
