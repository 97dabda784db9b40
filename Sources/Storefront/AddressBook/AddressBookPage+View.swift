import Identity
import Kernel
import Presentation
import Web

extension AddressBookPage {
  func html(_ flash: Flash?) -> HTML {
    AccountFrame.page(
      frame, flash: flash, title: "Your addresses",
      lead: "The checkout offers them; the default one comes first.",
      aside: addresses.isEmpty
        ? nil : Button.link("Add an address", to: Paths.newAddress, kind: .primary, icon: .plus),
      current: Paths.addresses, content)
  }

  private var content: HTML {
    if addresses.isEmpty {
      return Notice.empty(
        .pin, "No address yet", "Save one, and the checkout is filled in for you.",
        action: Button.link("Add an address", to: Paths.newAddress, kind: .primary, icon: .plus))
    }
    return """
      <div class="grid-2">\(addresses.map(card))</div>\
      \(addresses.map { Self.deletion($0) })
      """
  }

  private func card(_ saved: SavedAddress) -> HTML {
    let choose: HTML = Button.post(
      "Make default", to: Paths.makeDefault(saved.id), kind: .quiet, size: .small,
      fields: [("isDefault", "true")])
    let phone = saved.address.phone.map { phone -> HTML in
      "<p class=\"cluster small muted\">\(Icon.show(.phone))<bdi class=\"num\">\(phone)</bdi></p>"
    }
    return """
      <section class="card stack" aria-label="\(say: "Address of \(saved.address.name)")">\
      <div class="cluster cluster--between"><h2 class="cluster card__title" dir="auto">\
      \(Icon.show(saved.type.symbol))<span>\(saved.title)</span></h2>\
      \(when: saved.isDefault, Badge.show("Default", .success))</div>\
      <p>\(saved.address.label)</p>\(phone)\
      <div class="cluster">\(Button.link("Edit", to: Paths.address(saved.id), icon: .edit, size: .small))\
      \(when: !saved.isDefault, choose)\
      \(Button.dialog("Delete", opens: "delete-\(saved.id)", kind: .quiet, icon: .trash, size: .small))\
      </div></section>
      """
  }

  private static func deletion(_ saved: SavedAddress) -> HTML {
    Dialog.confirm(
      id: "delete-\(saved.id)", title: "Delete this address?",
      text:
        "\(saved.address.name), \(saved.address.line1), \(saved.address.city). Orders keep their own copy.",
      label: "Delete", to: Paths.remove(saved.id))
  }
}

extension SavedAddress {
  /// What its owner calls it, or what kind of place it is.
  fileprivate var title: Words { label.map { Words(verbatim: $0) } ?? type.title }
}

extension AddressType {
  fileprivate var title: Words {
    switch self {
    case .home: Words("Home", meaning: "kind of address")
    case .work: "Work"
    case .other: "Other"
    }
  }

  fileprivate var symbol: Symbol {
    switch self {
    case .home: .home
    case .work: .store
    case .other: .pin
    }
  }
}

extension AddressPage {
  private static let types = AddressType.allCases.map { Choice($0.rawValue, $0.title) }

  func html(_ flash: Flash?) -> HTML {
    let title: Words = saved == nil ? "Add an address" : "Change the address"
    let action = saved.map { Paths.address($0.id) } ?? Paths.addresses
    let content: HTML = """
      <form class="stack" method="post" action="\(action)">\(form.summary)\(form.basisField)\
      \(EntryForm.next(next))\(fields)\
      \(FormLayout.actions(
        Button.link("Cancel", to: next ?? Paths.addresses, kind: .quiet),
        Button.submit("Save address")))</form>
      """
    return StorefrontPage.renderForm(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      title: title, content)
  }

  private var fields: HTML {
    let isDefault = saved?.isDefault ?? false
    return """
      \(FormLayout.row(
        Field.select("type", "Kind of place", Self.types, in: form),
        Field.text(
          "label", "Called", in: form, required: false, maximumLength: 40, autocomplete: "off",
          placeholder: "Grandmother")))\
      \(AddressFields.show(form, withName: true))\
      \(Field.input(
        "tel", "phone", "Phone", in: form, hint: "Only for the carrier.", required: false,
        attributes: " autocomplete=\"tel\" maxlength=\"30\""))\
      \(when: !isDefault, Field.checkbox("isDefault", "Start the checkout with this address", in: form))
      """
  }
}
