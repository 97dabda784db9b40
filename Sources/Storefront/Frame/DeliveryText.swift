import Kernel
import Ordering
import Web

/// How long a delivery takes, in words.
enum DeliveryText {
  /// "3 days", "3–5 days".
  static func days(_ minimum: Int64, _ maximum: Int64) -> Words {
    guard minimum != maximum else { return "\(count: minimum, one: "# day", other: "# days")" }
    // What counts is the last number; the joiner keeps it on the line of the first one.
    let range = "\(minimum.displayCount)–\u{2060}\(maximum.displayCount)"
    return Words(
      "\(range) \(count: maximum, one: "day", other: "days")", meaning: "from a number to another one")
  }

  /// A way of delivery and its days, as "Standard, 3–5 days".
  static func row(_ title: Words, _ days: Words) -> Words { "\(title), \(days)" }

  /// What a way of delivery costs and how long it takes, where it costs `price` now.
  static func sentence(_ option: ShippingOption, price: Money) -> Words {
    let days = days(option.minimumDays, option.maximumDays)
    if price.isZero { return "\(option.title): \(days), free." }
    guard let limit = option.freeFrom else { return "\(option.title): \(days), \(price)." }
    return "\(option.title): \(days), \(price), free from \(limit)."
  }
}
