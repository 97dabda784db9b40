import Kernel
import Presentation
import Vendors
import Web

extension ContactPage {
  func html(_ request: Request) -> HTML {
    let sections: HTML = """
      \(FormLayout.section(
        "Opening hours", "When people can come, or call. Leave a day empty when you are closed.", hours))\
      \(FormLayout.section(
        "Contact", "Everybody sees what you fill in here. Leave empty what you want to keep to yourself.",
        contact))\
      \(FormLayout.section("Elsewhere", "Where people can find you besides.", links))
      """
    return frame.page(
      .settings, request, title: "Settings",
      actions: frame.shop.status.badge(for: .vendor),
      """
      \(SettingsTabs.html(frame, current: frame.paths.contact))\
      \(FormLayout.form(action: frame.paths.contact, state: form, sections))
      """)
  }

  private var hours: HTML {
    let days = Weekday.allCases.map { day -> HTML in
      Field.text(
        "hours.\(day.rawValue)", day.title, in: form, required: false, maximumLength: 80,
        placeholder: Words(verbatim: "9:00–12:30, 14:00–18:00"))
    }
    return """
      <div class="hours-form">\(days)</div>\
      \(Field.multiline(
        "openingNote", "In words", in: form, hint: "As “By appointment” or “Closed in August”.", required: false,
        rows: 2, maximumLength: 300))
      """
  }

  private var contact: HTML {
    """
    \(FormLayout.row(
      Field.email("contactEmail", "E-mail", in: form, required: false),
      Field.input(
        "tel", "contactPhone", "Phone", in: form, required: false,
        attributes: " maxlength=\"40\" autocomplete=\"tel\"")))\
    \(Field.multiline(
      "address", "Address", in: form, hint: "As it is shown, in lines.", required: false, rows: 3,
      maximumLength: 300))
    """
  }

  private var links: HTML {
    let fields = ShopLinkKind.allCases.map { kind -> HTML in
      let example = kind.hosts.first.map { "https://\($0)/yourshop" } ?? "https://yourshop.example"
      return Field.input(
        "url", "links.\(kind.rawValue)", kind.title, in: form, required: false,
        attributes: " maxlength=\"500\"\(attribute: "placeholder", example)")
    }
    return HTML.joined(fields)
  }
}
