import Kernel
import Presentation
import Vendors
import Web

/// When the shop is open, how people reach it and where else it is.
struct ContactPage {
  let frame: SellerFrame
  let form: FormState
}

/// Turns the form, in which a day's hours are one line, into what the vendors area reads, and its complaints
/// back.
struct ContactForm {
  private let parameters: Parameters
  /// The day that each span comes from.
  private let days: [Weekday]
  private let errors: [FieldError]

  init(_ form: Parameters) {
    var parameters = Parameters([("openingHours", "")])
    var days: [Weekday] = []
    var errors: [FieldError] = []
    for day in Weekday.allCases {
      let text = (form["hours.\(day.rawValue)"] ?? "").trimmed
      guard let spans = ContactForm.spans(text) else {
        errors.append(
          FieldError(
            field: "hours.\(day.rawValue)", code: "invalid",
            message: "Write \(day.title)'s hours as 9:00–12:30, 14:00–18:00."))
        continue
      }
      for span in spans {
        let prefix = "openingHours[\(days.count)]."
        parameters.append(prefix + "day", day.rawValue)
        parameters.append(prefix + "opens", span.opens.text)
        parameters.append(prefix + "closes", span.closes.text)
        days.append(day)
      }
    }
    for name in ["openingNote", "contactEmail", "contactPhone", "address"] {
      parameters.append(name, form[name] ?? "")
    }
    for kind in ShopLinkKind.allCases {
      let name = "links.\(kind.rawValue)"
      parameters.append(name, form[name] ?? "")
    }
    self.parameters = parameters
    self.days = days
    self.errors = errors
  }

  /// What is to change. Throws `.invalidInput` with the form's own names.
  func input() throws -> EditShopInput {
    do {
      let input = try EditShopInput.read(parameters)
      guard errors.isEmpty else { throw Problem(.invalidInput, fields: errors) }
      return input
    } catch let problem as Problem where problem.kind == .invalidInput {
      let others = problem.fields.filter { !errors.contains($0) }.map(translated)
      throw Problem(.invalidInput, fields: errors + others)
    }
  }

  private func translated(_ error: FieldError) -> FieldError {
    let prefix = "openingHours["
    guard error.field.hasPrefix(prefix),
      let index = Int(error.field.dropFirst(prefix.count).prefix { $0 != "]" }),
      days.indices.contains(index)
    else { return error }
    return FieldError(field: "hours.\(days[index].rawValue)", code: error.code, message: error.message)
  }

  /// Reads `9–12:30, 14:00 - 18:00`; no spans for an empty text, `nil` for anything else.
  static func spans(_ text: String) -> [(opens: TimeOfDay, closes: TimeOfDay)]? {
    guard !text.isEmpty else { return [] }
    var spans: [(opens: TimeOfDay, closes: TimeOfDay)] = []
    for piece in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let times = piece.split(whereSeparator: { $0 == "–" || $0 == "-" || $0 == "—" }).map {
        String($0).trimmed
      }
      guard times.count == 2, let opens = TimeOfDay(times[0]), let closes = TimeOfDay(times[1]) else {
        return nil
      }
      spans.append((opens: opens, closes: closes))
    }
    return spans
  }
}

extension SellerPortal {
  func contactPage(_ request: Request) async throws -> ContactPage {
    let frame = try await frame(request)
    return ContactPage(frame: frame, form: FormState(contactOf: frame.shop.profile))
  }

  func editContact(_ request: Request) async throws -> Response {
    do {
      let shop = try await vendors.editShop(
        request.requireShop(), ContactForm(request.formValues).input())
      return .redirect(
        to: "/sell/\(shop.slug)/settings/contact",
        flash: .success("Customers see it on the page of the shop."))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let page = ContactPage(
        frame: try await frame(request), form: FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: problem.pageStatus)
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
    self.init(values: values)
  }
}

extension ContactPage {
  func html(_ request: Request) -> HTML {
    let path = "\(frame.path(.settings))/contact"
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
      \(SettingsTabs.html(frame, current: "/contact"))\
      \(FormLayout.form(action: path, state: form, sections))
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
