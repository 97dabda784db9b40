import Kernel
import Ordering

/// How long a delivery takes, in words.
enum DeliveryText {
  /// "3 days", "3–5 days".
  static func days(_ minimum: Int64, _ maximum: Int64) -> Words {
    minimum == maximum
      ? "\(count: minimum, one: "# day", other: "# days")" : "\(minimum)–\(maximum) days"
  }

  /// What a way of delivery costs and how long it takes, where it costs `price` now.
  static func sentence(_ option: ShippingOption, price: Money) -> Words {
    let days = days(option.minimumDays, option.maximumDays)
    if price.isZero { return "\(option.title): \(days), free." }
    guard let limit = option.freeFrom else { return "\(option.title): \(days), \(price)." }
    return "\(option.title): \(days), \(price), free from \(limit)."
  }
}
