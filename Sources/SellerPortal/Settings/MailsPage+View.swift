import Kernel
import Presentation
import Vendors
import Web

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
      \(SettingsTabs.html(frame, current: frame.paths.mails))\
      \(FormLayout.form(action: frame.paths.mails, state: form, sections))
      """)
  }
}

extension ShopNotice {
  fileprivate var explanation: Words {
    switch self {
    case .newOrders: "Somebody bought something from you."
    case .orderChanges: "A customer cancels, or asks for money back."
    case .lowStock: "Little or nothing is left of a variant; once a day at most."
    }
  }
}
