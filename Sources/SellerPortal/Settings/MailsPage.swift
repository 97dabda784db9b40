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
  func mailsPage(_ request: Request) async throws -> MailsPage {
    let frame = try await frame(request)
    var values: [String: String] = [:]
    for notice in ShopNotice.allCases where frame.shop.profile.wants(notice) {
      values["notifications.\(notice.rawValue)"] = "true"
    }
    return MailsPage(frame: frame, form: FormState(values: values))
  }

  func editMails(_ request: Request) async throws -> Response {
    var parameters = Parameters()
    for notice in ShopNotice.allCases {
      let name = "notifications.\(notice.rawValue)"
      parameters.append(name, request.formValues[name] == "true" ? "true" : "false")
    }
    let shop = try await vendors.editShop(request.requireShop(), EditShopInput.read(parameters))
    return .redirect(
      to: SellerPaths(shop).mails, flash: .success("You get these mails from now on."))
  }
}
