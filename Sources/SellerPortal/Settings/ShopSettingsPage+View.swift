import Kernel
import Presentation
import Vendors
import Web

extension ShopSettingsPage {
  private var isOwner: Bool { frame.permissions.contains(.ownership) }

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(SettingsTabs.html(frame, current: frame.paths.settings))\
      \(ShopSettingsPage.tabs(frame, current: frame.paths.settings))\
      \(FormLayout.form(action: frame.paths.settings, state: form, sections))\(when: isOwner, "\(closing)\(dialog)")
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
      "slug", "Address", in: form,
      hint: "The last part of the shop's link. Links with an earlier address still lead here.",
      maximumLength: 80, width: .half))\
    \(Field.country("country", "Where you send from", in: form))\
    \(Field.select(
      "timeZone", "Time zone", Zone.all.map { Choice($0.name, Words(verbatim: $0.title)) }, in: form,
      hint: "Sales are counted by its days.", required: false, prompt: "That of the country", width: .half))\
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
      phrase: frame.shop.name, label: "Close the shop", to: frame.paths.closing)
  }
}
