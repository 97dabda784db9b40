import Kernel
import Persistence
import Web

/// Where a payout stands.
package enum PayoutState: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  /// The balance fell; an admin has yet to send the money.
  case requested
  case completed
  /// The balance came back.
  case failed

  /// The state in the middle of a sentence.
  package var label: Words {
    switch self {
    case .requested: Words("requested", meaning: "state of a payout")
    case .completed: Words("completed", meaning: "state of a payout")
    case .failed: Words("failed", meaning: "state of a payout")
    }
  }
}

/// Money on its way from a shop's balance to its bank account.
package struct Payout: Hashable, Sendable {
  package let id: PayoutID
  package let shop: ShopID
  package let shopName: String
  package let amount: Money
  package let state: PayoutState
  /// What the vendor wrote.
  package let note: String?
  /// What the bank calls the transfer.
  package let bankReference: String?
  package let failureReason: String?
  package let requestedBy: AccountID
  package let requestedAt: Timestamp
  package let finishedAt: Timestamp?
}

/// What an event tells about a payout.
package struct PayoutFacts: Codable, Hashable, Sendable {
  package let payout: PayoutID
  package let shop: ShopID
  package let shopName: String
  /// Minor units.
  package let amount: Int64
  package let currency: String
  package let note: String?
  package let bankReference: String?
  package let failureReason: String?

  init(_ payout: Payout) {
    self.payout = payout.id
    shop = payout.shop
    shopName = payout.shopName
    amount = payout.amount.amount
    currency = payout.amount.currency.code
    note = payout.note
    bankReference = payout.bankReference
    failureReason = payout.failureReason
  }

  /// The amount; `nil` for a currency that is not known any more.
  package var money: Money? { Currency(currency).map { Money(amount, $0) } }
}

/// A vendor asked for a payout.
package struct PayoutRequested: Event {
  package static let name = "payout.requested"
  package let facts: PayoutFacts
  package var key: String { facts.payout.description }
}

/// An admin sent the money.
package struct PayoutCompleted: Event {
  package static let name = "payout.completed"
  package let facts: PayoutFacts
  package var key: String { facts.payout.description }
}

/// The money could not be sent; it is back in the balance.
package struct PayoutFailed: Event {
  package static let name = "payout.failed"
  package let facts: PayoutFacts
  package var key: String { facts.payout.description }
}
