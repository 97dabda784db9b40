import Kernel
import Presentation
import Vendors
import Web

/// Which mails about the shop its owner gets.
struct MailsPage {
  let frame: SellerFrame
  let form: FormState
}

extension SellerPortal {
  func mailsPage(_ request: Request, _ refused: FormState?) async throws -> MailsPage {
    let frame = try await frame(request)
    return MailsPage(frame: frame, form: refused ?? FormState(mailsOf: frame.shop))
  }

  func editMails(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let edit = request.edit(over: { FormState(mailsOf: $0) }) { form in
        var parameters = Parameters()
        for notice in ShopNotice.allCases {
          let name = "notifications.\(notice.rawValue)"
          parameters.append(name, form[name] == "true" ? "true" : "false")
        }
        return try EditShopInput.read(parameters)
      }
      let shop = try await vendors.editShop(request.requireShop(), edit)
      return .redirect(to: SellerPaths(shop).mails, flash: .success("You get these mails from now on."))
    } again: { form, _ in
      try await mailsPage(request, form).html(request)
    }
  }
}

extension FormState {
  /// The mails about a shop that its owner wants.
  fileprivate init(mailsOf shop: Shop) {
    var values: [String: String] = [:]
    for notice in ShopNotice.allCases where shop.profile.wants(notice) {
      values["notifications.\(notice.rawValue)"] = "true"
    }
    self = FormState(values: values).ofStored
  }
}
