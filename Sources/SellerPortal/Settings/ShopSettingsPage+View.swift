import Kernel
import Presentation
import Vendors
import Web

/// The tabs above all settings.
enum SettingsTabs {
  static func html(_ frame: SellerFrame, current: String) -> HTML {
    let path = frame.path(.settings)
    return Navigation.tabs(
      "Settings",
      [
        (label: "Shop", path: path, count: nil), (label: "Pictures", path: "\(path)/pictures", count: nil),
        (label: "Hours and contact", path: "\(path)/contact", count: nil),
        (label: "Delivery", path: "\(path)/delivery", count: nil),
        (label: "Mails", path: "\(path)/mails", count: nil),
        (label: "Domain", path: "\(path)/domain", count: nil),
      ], current: "\(path)\(current)")
  }
}

extension SettingsPage {
  private var path: String { frame.path(.settings) }
  private var isOwner: Bool { frame.permissions.contains(.ownership) }

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(SettingsTabs.html(frame, current: ""))\
      \(FormLayout.form(action: path, state: form, sections))\(when: isOwner, "\(closing)\(dialog)")
      """
    return frame.page(
      .settings, request, title: "Settings",
      actions: frame.shop.status.badge(for: .vendor), content)
  }

  private var sections: HTML {
    """
    \(FormLayout.section("Shop", "What customers read above your goods.", profile))\
    \(FormLayout.section("Policies", "On the page of your shop; the first lines also with every product.", policies))\
    \(FormLayout.section(
      "Stock", "You get a mail when a variant runs low.",
      Field.number(
        "lowStockThreshold", "Warn me at", in: form, hint: "Pieces that are left, or fewer.", maximum: 10_000,
        unit: "pieces")))
    """
  }

  private var profile: HTML {
    """
    \(Field.text("name", "Name", in: form, maximumLength: 80, width: .half))\
    \(Field.multiline("description", "Description", in: form, maximumLength: 5000))\
    \(Field.text(
      "slug", "Address", in: form, hint: "The last part of the shop's link. Old links stop working.",
      maximumLength: 80, width: .half))\
    \(Field.country("country", "Where you send from", in: form))\
    <p class="muted small">\
    \(say: "All prices and payouts are in \(frame.shop.currency); that can't be changed.")</p>
    """
  }

  private var policies: HTML {
    """
    \(Field.multiline(
      "shippingPolicy", "Delivery", in: form, hint: "How you pack and send, and when.", required: false,
      rows: 4,
      maximumLength: 5000))\
    \(Field.multiline(
      "returnPolicy", "Returns", in: form, hint: "How long, in which state, and who pays for the parcel.",
      required: false, rows: 4, maximumLength: 5000))\
    \(Field.multiline(
      "privacyPolicy", "Privacy", in: form, hint: "What you keep about people who buy from you, and why.",
      required: false, rows: 4, maximumLength: 5000))\
    \(Field.multiline(
      "terms", "Terms", in: form, hint: "What people agree to when they buy from you.", required: false, rows: 4,
      maximumLength: 5000))
    """
  }

  private var closing: HTML {
    FormLayout.section(
      "Close the shop", "Customers no longer see it or its goods. Orders and bookings stay on record.",
      "<div>\(Button.dialog("Close the shop …", opens: "close-shop", kind: .danger))</div>")
  }

  private var dialog: HTML {
    Dialog.confirmByTyping(
      id: "close-shop", title: "Close \(frame.shop.name)?",
      text: """
        You can restore it for \(count: restoreDays, one: "# day", other: "# days"); then its goods, \
        pictures and documents are deleted. Open orders must be finished and the balance paid out first.
        """,
      phrase: frame.shop.name, label: "Close the shop", to: "\(path)/close")
  }
}

extension ShopPicturesPage {
  private var path: String { "\(frame.path(.settings))/pictures" }

  func html(_ request: Request) -> HTML {
    let sections: HTML = """
      \(FormLayout.section(
        "Picture", "A square: your sign or face. It stands beside the shop's name everywhere.",
        upload(.avatar, avatar, "At least 160 pixels wide and high.")))\
      \(FormLayout.section(
        "Banner", "The wide picture at the top of your shop.",
        upload(.banner, banner, "Four times as wide as high; 1600 by 400 pixels is best.")))
      """
    return frame.page(
      .settings, request, title: "Settings",
      actions: frame.shop.status.badge(for: .vendor),
      "\(SettingsTabs.html(frame, current: "/pictures"))<div class=\"form\">\(sections)</div>")
  }

  private func upload(_ kind: ShopPicture, _ picture: Picture?, _ hint: Words) -> HTML {
    var form = FormState(id: kind.rawValue)
    if let refusal, refusal.picture == kind {
      form = FormState(id: kind.rawValue, Parameters(), problem: refusal.problem)
    }
    let target = "\(path)/\(kind.rawValue)"
    let removal: HTML? = picture.map { _ in
      Button.post("Remove", to: "\(target)/remove", kind: .quiet, icon: .trash, size: .small)
    }
    return """
      \(picture.map { $0.html(sizes: "480px") })\
      <form class="stack" method="post" action="\(target)" enctype="multipart/form-data">\(form.summary)\
      \(Field.file("file", "New picture", accept: "image/jpeg,image/png,image/webp", in: form, hint: hint))\
      <div>\(Button.submit("Upload", kind: .secondary, icon: .upload))</div></form>\(removal)
      """
  }
}
