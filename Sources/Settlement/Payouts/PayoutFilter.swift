import Areas
import Kernel
import Persistence

/// The order of a list of payouts.
package enum PayoutOrder: String, CaseIterable, Sendable {
  case newest = "-asked"
  case oldest = "asked"
  /// By the amount, within each currency.
  case largest = "-amount"
  case smallest = "amount"
}

/// Which payouts a list shows, and in which order.
package struct PayoutFilter: Hashable, Sendable {
  package var shop: ShopID?
  package var state: PayoutState?
  package var currency: Currency?
  /// Asked for at this moment or later.
  package var askedFrom: Timestamp?
  /// Asked for before this moment.
  package var askedBefore: Timestamp?
  package var order: PayoutOrder

  /// All payouts that fit everything given, the newest first unless told otherwise.
  package init(
    shop: ShopID? = nil, state: PayoutState? = nil, currency: Currency? = nil, askedFrom: Timestamp? = nil,
    askedBefore: Timestamp? = nil, order: PayoutOrder = .newest
  ) {
    self.shop = shop
    self.state = state
    self.currency = currency
    self.askedFrom = askedFrom
    self.askedBefore = askedBefore
    self.order = order
  }

  private var hasPeriod: Bool { askedFrom != nil || askedBefore != nil }

  /// By what rows `p` are sorted. Ids are made when payouts are asked for; a list of a period goes by its own index.
  var keys: KeyOrder {
    let byTime: [SQL] = hasPeriod ? ["p.requested_at", "p.id"] : ["p.id"]
    return switch order {
    case .newest: KeyOrder(byTime, isDescending: true)
    case .oldest: KeyOrder(byTime, isDescending: false)
    case .largest: KeyOrder(["p.currency", "p.amount", "p.id"], isDescending: true)
    case .smallest: KeyOrder(["p.currency", "p.amount", "p.id"], isDescending: false)
    }
  }

  func cursor(behind payout: Payout) -> Cursor {
    let id = payout.id.description
    switch order {
    case .newest, .oldest:
      return hasPeriod ? Cursor([String(payout.requestedAt.milliseconds), id]) : Cursor([id])
    case .largest, .smallest:
      return Cursor([payout.amount.currency.code, String(payout.amount.amount), id])
    }
  }

  /// What a cursor of this list holds. Throws `.invalidInput` for one of another list.
  func place(_ cursor: Cursor) throws -> [SQL] {
    let foreign = Problem.invalid(
      "cursor", "invalid", "This is not a cursor that a page of this list gave.")
    let values = cursor.values
    guard let id = values.last.flatMap({ PayoutID($0) }) else { throw foreign }
    switch order {
    case .newest, .oldest:
      guard hasPeriod else {
        guard values.count == 1 else { throw foreign }
        return ["\(id)"]
      }
      guard values.count == 2, let moment = Int64(values[0]) else { throw foreign }
      return ["\(moment)", "\(id)"]
    case .largest, .smallest:
      guard values.count == 3, let amount = Int64(values[1]) else { throw foreign }
      return ["\(values[0])", "\(amount)", "\(id)"]
    }
  }
}
