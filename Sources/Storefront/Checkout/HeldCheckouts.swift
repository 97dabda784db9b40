import Kernel
import Ordering
import Web

private let cookieName = "souk_checkouts"
/// Until nobody looks at what was bought by its checkout any more.
private let cookieSeconds = 24 * 60 * 60
/// More than anybody pays at once; the last ones are kept.
private let mostKept = 5

/// The checkouts of a visitor without an account. What opens them stands in a cookie, not in an address, so it gets into
/// no log and no history.
enum HeldCheckouts {
  /// Lets the browser keep the key of one more.
  static func cookie(_ held: [HeldCheckout], adding checkout: Checkout) -> Cookie? {
    guard let key = checkout.accessKey else { return nil }
    let others = held.filter { $0.checkout != checkout.id }
    let kept = (others + [HeldCheckout(checkout.id, key: key)]).suffix(mostKept)
    return Cookie(
      cookieName, kept.map { "\($0.checkout).\($0.key)" }.joined(separator: "~"),
      maximumAgeSeconds: cookieSeconds)
  }

  fileprivate static func read(_ value: String) -> [HeldCheckout] {
    value.split(separator: "~").prefix(mostKept).compactMap { pair in
      let parts = pair.split(separator: ".")
      guard parts.count == 2, let id = CheckoutID(String(parts[0])) else { return nil }
      return HeldCheckout(id, key: String(parts[1]))
    }
  }
}

extension Storefront {
  /// The checkouts whose keys the visitor's browser holds, the newest last.
  func heldCheckouts(_ request: Request) -> [HeldCheckout] {
    request.cookie(cookieName).map(HeldCheckouts.read) ?? []
  }

  /// The key that the browser holds of this checkout.
  func heldKey(_ checkout: CheckoutID, _ request: Request) -> String? {
    heldCheckouts(request).last { $0.checkout == checkout }?.key
  }

  /// The visitor's orders that wait for their payment.
  func waitingCheckouts(_ request: Request) async throws -> [Checkout] {
    try await ordering.waitingCheckouts(viewer: request.viewer?.account, held: heldCheckouts(request))
  }
}

extension [Checkout] {
  /// How many pieces of a variant these hold.
  func pieces(of variant: VariantID) -> Int64 {
    flatMap(\.parts).flatMap(\.items).filter { $0.variant == variant }.reduce(0) { $0 + $1.quantity }
  }
}
