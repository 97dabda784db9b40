import Kernel
import Web

/// What a shop tells about itself besides name and description, and what its owner wants to be told.
package struct ShopProfile: Codable, Hashable, Sendable {
  /// In the order of the week.
  package var openingHours: [OpeningSpan] = []
  /// Words about the opening hours, as "By appointment".
  package var openingNote = ""
  package var links: [ShopLink] = []
  /// What customers may write to and call; shown to everybody when it is there.
  package var contactEmail: String?
  package var contactPhone: String?
  /// The postal address as it is shown, in lines.
  package var address: String?
  package var privacyPolicy = ""
  package var terms = ""
  /// The mails that the owner does not want.
  package var silenced: Set<ShopNotice> = []

  /// A profile that tells nothing, with every mail.
  package init() {}

  /// Reads what was stored; what is absent is empty, so that older rows stay good.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    openingHours = try values.decodeIfPresent([OpeningSpan].self, forKey: .openingHours) ?? []
    openingNote = try values.decodeIfPresent(String.self, forKey: .openingNote) ?? ""
    links = try values.decodeIfPresent([ShopLink].self, forKey: .links) ?? []
    contactEmail = try values.decodeIfPresent(String.self, forKey: .contactEmail)
    contactPhone = try values.decodeIfPresent(String.self, forKey: .contactPhone)
    address = try values.decodeIfPresent(String.self, forKey: .address)
    privacyPolicy = try values.decodeIfPresent(String.self, forKey: .privacyPolicy) ?? ""
    terms = try values.decodeIfPresent(String.self, forKey: .terms) ?? ""
    // A kind of mail that is not known (any more) is left out.
    let words = try values.decodeIfPresent([String].self, forKey: .silenced) ?? []
    silenced = Set(words.compactMap(ShopNotice.init(rawValue:)))
  }

  /// Whether the owner gets this kind of mail.
  package func wants(_ notice: ShopNotice) -> Bool { !silenced.contains(notice) }

  /// Whether there is anything about how to reach the shop.
  package var hasContact: Bool { contactEmail != nil || contactPhone != nil || address != nil }

  /// What this week day's hours are, as "09:00–12:30, 14:00–18:00"; empty when the shop is closed.
  package func hours(on day: Weekday) -> String {
    openingHours.filter { $0.day == day }.map(\.text).joined(separator: ", ")
  }
}

/// Days of the week, Monday first.
package enum Weekday: String, CaseIterable, Codable, Sendable, JSONWritable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// The name that people read.
  package var title: Words {
    switch self {
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case .sunday: "Sunday"
    }
  }
}

/// A time of the day in minutes since midnight; 24:00 is the end of the day.
package struct TimeOfDay: Codable, Hashable, Comparable, Sendable {
  private static let minutesPerDay = 24 * 60

  package let minutes: Int

  /// Reads `9`, `9:00` or `09:00`.
  package init?(_ text: String) {
    let pieces = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count <= 2, let hour = Self.number(pieces[0]), (0...24).contains(hour) else { return nil }
    var minute = 0
    if pieces.count == 2 {
      guard pieces[1].utf8.count == 2, let number = Self.number(pieces[1]), number < 60 else { return nil }
      minute = number
    }
    guard hour * 60 + minute <= Self.minutesPerDay else { return nil }
    minutes = hour * 60 + minute
  }

  init(minutes: Int) { self.minutes = minutes }

  private static func number(_ text: String) -> Int? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  /// As `09:00`.
  package var text: String {
    let hour = minutes / 60
    let minute = minutes % 60
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// The earlier one.
  package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
}

/// A time without a break in which a shop is open.
package struct OpeningSpan: Codable, Hashable, Sendable {
  package let day: Weekday
  package let opens: TimeOfDay
  package let closes: TimeOfDay

  /// As "09:00–18:00".
  package var text: String { "\(opens.text)–\(closes.text)" }
}

/// Places where a shop can be found besides.
package enum ShopLinkKind: String, CaseIterable, Codable, Sendable {
  case website, instagram, facebook, x, youtube, tiktok

  /// The name that people read.
  package var title: Words {
    switch self {
    case .website: "Website"
    case .instagram: "Instagram"
    case .facebook: "Facebook"
    case .x: "X"
    case .youtube: "YouTube"
    case .tiktok: "TikTok"
    }
  }

  /// The hosts that such a link may lead to, so that nothing else hides behind a known name; none for any host.
  package var hosts: [String] {
    switch self {
    case .website: []
    case .instagram: ["instagram.com"]
    case .facebook: ["facebook.com", "fb.com"]
    case .x: ["x.com", "twitter.com"]
    case .youtube: ["youtube.com", "youtu.be"]
    case .tiktok: ["tiktok.com"]
    }
  }
}

/// A link to a place where a shop can be found.
package struct ShopLink: Codable, Hashable, Sendable {
  package let kind: ShopLinkKind
  /// Begins with https.
  package let address: String
}

/// The mails about a shop that its owner can do without.
package enum ShopNotice: String, CaseIterable, Codable, Sendable {
  /// Somebody bought something.
  case newOrders
  /// An order was cancelled, or is to be refunded.
  case orderChanges
  /// Little or nothing is left of a variant.
  case lowStock
}
