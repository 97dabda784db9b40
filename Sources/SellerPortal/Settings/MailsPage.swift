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
      to: "/sell/\(shop.slug)/settings/mails", flash: .success("You get these mails from now on."))
  }
}

extension MailsPage {
  func html(_ request: Request) -> HTML {
    let boxes = ShopNotice.allCases.map { notice -> HTML in
      Field.checkbox("notifications.\(notice.rawValue)", notice.title, in: form, hint: notice.explanation)
    }
    let sections = FormLayout.section(
      "Mails to the owner",
      "What is about money that you are owed, and decisions about the shop, is always told.",
      HTML.joined(boxes))
    return frame.page(
      .settings, request, title: "Settings",
      actions: frame.shop.status.badge(for: .vendor),
      """
      \(SettingsTabs.html(frame, current: "/mails"))\
      \(FormLayout.form(action: "\(frame.path(.settings))/mails", state: form, sections))
      """)
  }
}

extension ShopNotice {
  fileprivate var title: Words {
    switch self {
    case .newOrders: "New orders"
    case .orderChanges: "Changes to orders"
    case .lowStock: "Low stock"
    case .messages: "Messages from customers"
    }
  }

  fileprivate var explanation: Words {
    switch self {
    case .newOrders: "Somebody bought something from you."
    case .orderChanges: "A customer cancels, or asks for money back."
    case .lowStock: "Little or nothing is left of a variant; once a day at most."
    case .messages: "A customer writes to you."
    }
  }
}
