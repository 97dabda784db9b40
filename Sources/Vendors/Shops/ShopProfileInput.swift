import Identity
import Kernel
import Web

/// Spans of a week: four a day.
private let maximumSpans = 28
private let maximumLinkBytes = 500

extension ShopRules {
  static let openingNote: Rule<String> = .text(0...300, multiline: true)
  static let address: Rule<String> = .text(0...300, multiline: true)

  static let phone: Rule<String> = Rule(
    schema: .object(["type": "string", "pattern": #"^(\+?[0-9][0-9 ()/.\-]{2,38})?$"#]), placeholder: ""
  ) { value in
    let text = try value.string().trimmed
    guard text.isEmpty || text.wholeMatch(of: /\+?[0-9][0-9 ()\/.\-]{2,38}/) != nil else {
      throw InputFailure("invalid", "Write a phone number with digits, as +49 221 123456.")
    }
    return text
  }

  /// `09:00`, or `9:00`.
  static let timeOfDay: Rule<TimeOfDay> = Rule(
    schema: .object(["type": "string", "pattern": #"^([01]?[0-9]|2[0-3]):[0-5][0-9]$|^24:00$"#]),
    placeholder: midnight
  ) { value in
    let text = try value.string().trimmed
    guard let time = TimeOfDay(text), text.contains(":") else {
      throw InputFailure("invalid", "Write a time as 09:00.")
    }
    return time
  }

  private static let midnight = TimeOfDay(minutes: 0)

  /// An https address that leads where its kind says.
  static func link(_ kind: ShopLinkKind) -> Rule<String> {
    let ends = kind.hosts.map { $0.replacing(".", with: #"\."#) }.joined(separator: "|")
    let host = kind.hosts.isEmpty ? #"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"# : #"([A-Za-z0-9-]+\.)*(\#(ends))"#
    let schema: JSONValue = .object([
      "type": "string", "maxLength": .integer(Int64(maximumLinkBytes)),
      "pattern": .string(#"^https://\#(host)([/?#][!-~]*)?$"#),
    ])
    return Rule(schema: schema, placeholder: "") { value in
      let text = try value.string().trimmed
      guard text.utf8.count <= maximumLinkBytes, let host = secureHost(of: text) else {
        throw InputFailure("invalid", "This must be an address that begins with https://.")
      }
      guard kind.hosts.isEmpty || kind.hosts.contains(where: { host == $0 || host.hasSuffix(".\($0)") })
      else {
        let example = "https://\(kind.hosts.first ?? "")/yourshop"
        throw InputFailure("invalid", "This must be an address of \(kind.title), as \(example).")
      }
      return text
    }
  }

  /// The host of an https address without user or port, in printable ASCII.
  private static func secureHost(of text: String) -> String? {
    let scheme = "https://"
    guard text.hasPrefix(scheme), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    let host = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let isName = labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
    return labels.count > 1 && isName ? String(host) : nil
  }
}

/// When a shop is open on a day.
package struct OpeningSpanInput: Input {
  let span: OpeningSpan

  package init(from input: inout InputReader) throws {
    let day = input.required("day", .choice(Weekday.self))
    let opens = input.required("opens", ShopRules.timeOfDay)
    let closes = input.required("closes", ShopRules.timeOfDay)
    span = OpeningSpan(day: day, opens: opens, closes: closes)
  }
}

/// Where a shop can be found besides; what is absent stays, null (or empty in a form) removes.
package struct ShopLinksInput: Input {
  let changes: [ShopLinkKind: Change<String>]

  package init(from input: inout InputReader) throws {
    var changes: [ShopLinkKind: Change<String>] = [:]
    for kind in ShopLinkKind.allCases { changes[kind] = Change(kind.rawValue, ShopRules.link(kind), &input) }
    self.changes = changes
  }
}

/// Which mails the owner wants; what is absent stays.
package struct ShopNoticesInput: Input {
  let wanted: [ShopNotice: Bool]

  package init(from input: inout InputReader) throws {
    var wanted: [ShopNotice: Bool] = [:]
    for notice in ShopNotice.allCases { wanted[notice] = input.optional(notice.rawValue, .boolean) }
    self.wanted = wanted
  }
}

/// Changes to a shop's profile; a part of `EditShopInput`.
struct ShopProfileChanges: Sendable {
  private let openingHours: [OpeningSpan]?
  private let openingNote: Change<String>
  private let links: ShopLinksInput?
  private let contactEmail: Change<EmailAddress>
  private let contactPhone: Change<String>
  private let address: Change<String>
  private let privacyPolicy: Change<String>
  private let terms: Change<String>
  private let notices: ShopNoticesInput?

  init(from input: inout InputReader) {
    openingHours = ShopProfileChanges.hours(&input)
    openingNote = Change("openingNote", ShopRules.openingNote, &input)
    links = input.optionalObject("links", ShopLinksInput.self)
    contactEmail = Change("contactEmail", .email, &input)
    contactPhone = Change("contactPhone", ShopRules.phone, &input)
    address = Change("address", ShopRules.address, &input)
    privacyPolicy = Change("privacyPolicy", ShopRules.policy, &input)
    terms = Change("terms", ShopRules.policy, &input)
    notices = input.optionalObject("notifications", ShopNoticesInput.self)
  }

  private static func hours(_ input: inout InputReader) -> [OpeningSpan]? {
    let given = input.optionalObjects("openingHours", OpeningSpanInput.self, max: maximumSpans)
    guard let spans = given?.map(\.span) else { return input.has("openingHours") ? [] : nil }
    var sorted: [OpeningSpan] = []
    for day in Weekday.allCases {
      for span in spans.filter({ $0.day == day }).sorted(by: { $0.opens < $1.opens }) {
        let isOrdered = span.opens < span.closes
        let follows = sorted.last.map { $0.day != day || $0.closes <= span.opens } ?? true
        guard isOrdered && follows else {
          let place = spans.firstIndex(of: span) ?? 0
          input.reject(
            "openingHours[\(place)]",
            isOrdered ? "These hours overlap with others of the day." : "The shop closes before it opens.")
          continue
        }
        sorted.append(span)
      }
    }
    return sorted
  }

  func applied(to old: ShopProfile) -> ShopProfile {
    var profile = old
    if let openingHours { profile.openingHours = openingHours }
    profile.openingNote = openingNote.applied(to: old.openingNote) ?? ""
    if let links {
      profile.links = ShopLinkKind.allCases.compactMap { kind in
        let present = old.links.first { $0.kind == kind }?.address
        let address = links.changes[kind]?.applied(to: present) ?? nil
        return address.map { ShopLink(kind: kind, address: $0) }
      }
    }
    if case .set(let address) = contactEmail { profile.contactEmail = address?.text }
    profile.contactPhone = contactPhone.applied(to: old.contactPhone).nonEmpty
    profile.address = address.applied(to: old.address).nonEmpty
    profile.privacyPolicy = privacyPolicy.applied(to: old.privacyPolicy) ?? ""
    profile.terms = terms.applied(to: old.terms) ?? ""
    for (notice, isWanted) in notices?.wanted ?? [:] {
      if isWanted { profile.silenced.remove(notice) } else { profile.silenced.insert(notice) }
    }
    return profile
  }
}

extension Optional where Wrapped == String {
  /// Nothing for an empty text.
  fileprivate var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
}
