import Kernel
import Vendors
import Web

/// When a shop is open, where else it is, how to reach it, and what it asks people to agree to.
struct ShopAbout {
  private let profile: ShopProfile

  init(_ shop: Shop) { profile = shop.profile }

  /// The sections that there is something for.
  var html: HTML {
    var sections: [HTML] = []
    if !profile.openingHours.isEmpty || !profile.openingNote.isEmpty {
      sections.append(Card.section("Opening hours", hours))
    }
    if profile.hasContact || !profile.links.isEmpty { sections.append(Card.section("Contact", contact)) }
    let places: HTML = """
      <div class="product-details\(sections.count > 1 ? " product-details--two" : "")">\(sections)</div>
      """
    return
      "\(when: !sections.isEmpty, places)\(fold("Privacy", profile.privacyPolicy))\(fold("Terms", profile.terms))"
  }

  private var hours: HTML {
    let rows = Weekday.allCases.map { day -> (name: Words, value: HTML) in
      let text = Language.current.formats.row(profile.openingHours.filter { $0.day == day }.map(\.text))
      return (
        day.title,
        text.isEmpty ? "<span class=\"muted\">\(say: "Closed")</span>" : "<span class=\"num\">\(text)</span>"
      )
    }
    let table = profile.openingHours.isEmpty ? HTML() : Card.facts(rows)
    return "\(table)<div class=\"prose\">\(ShopAbout.paragraphs(profile.openingNote))</div>"
  }

  private var contact: HTML {
    var rows: [(name: Words, value: HTML)] = []
    if let email = profile.contactEmail {
      rows.append(("E-mail", "<a class=\"breaks\" href=\"mailto:\(email)\"><bdi>\(email)</bdi></a>"))
    }
    if let phone = profile.contactPhone {
      let digits = String(phone.filter { $0 == "+" || $0.isNumber })
      rows.append(("Phone", "<a class=\"num ltr\" href=\"tel:\(digits)\">\(phone)</a>"))
    }
    if let address = profile.address {
      rows.append(("Address", "<span class=\"lines-kept\" dir=\"auto\">\(address)</span>"))
    }
    for link in profile.links { rows.append((link.kind.title, ShopAbout.anchor(link))) }
    return Card.facts(rows)
  }

  /// Vendors' links lead away and give no credit, so that nobody opens a shop for the sake of a link.
  private static func anchor(_ link: ShopLink) -> HTML {
    let shown = link.address.dropFirst("https://".count)
    let plain = shown.hasPrefix("www.") ? shown.dropFirst(4) : shown
    let text = String(plain.hasSuffix("/") ? plain.dropLast() : plain)
    return """
      <a class="breaks" href="\(link.address)" rel="nofollow noopener external" target="_blank"><bdi>\(text)</bdi> \
      \(Icon.show(.external))<span class="visually-hidden"> \(say: "(opens a new tab)")</span></a>
      """
  }

  private func fold(_ title: Words, _ text: String) -> HTML {
    guard !text.isEmpty else { return HTML() }
    return """
      <details class="fold"><summary class="fold__head"><h2 class="fold__title">\(title)</h2>\
      \(Icon.show(.chevronDown))</summary><div class="prose">\(ShopAbout.paragraphs(text))</div></details>
      """
  }

  /// A text as the vendor broke it into lines.
  static func paragraphs(_ text: String) -> HTML {
    HTML.joined(
      text.split(separator: "\n").map(String.init).filter { !$0.trimmed.isEmpty }.map { line -> HTML in
        "<p dir=\"auto\">\(line)</p>"
      })
  }
}
