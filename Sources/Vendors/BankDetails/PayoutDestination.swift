import Kernel
import Persistence
import Web

/// Where a shop is paid.
package enum PayoutDestinationEntity: Entity { package static let idPrefix = "dest" }
package typealias PayoutDestinationID = ID<PayoutDestinationEntity>

/// What kind of account a payout goes to.
package enum DestinationKind: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case bank, paypal

  /// What it is, for people.
  package var title: Words { self == .bank ? "Bank account" : "PayPal" }
}

/// What is needed to send money. Either an IBAN or an account number with its routing number stands for a
/// bank account, an address for PayPal.
package struct DestinationDetails: Hashable, Sendable {
  package var holder: String?
  package var iban: String?
  package var accountNumber: String?
  package var routingNumber: String?
  package var bic: String?
  package var email: String?

  /// What people recognise it by: the last four digits and no more.
  package var masked: String {
    if let iban { return IBAN(iban)?.masked ?? Mask.number(iban) }
    if let accountNumber { return Mask.number(accountNumber) }
    return email.map(Mask.email) ?? ""
  }

  /// The first letters of the holder's names.
  package var maskedHolder: String? { holder.map(Mask.name) }
}

/// Where a shop wants its money.
package struct PayoutDestination: Hashable, Sendable {
  package let id: PayoutDestinationID
  package let shop: ShopID
  package let kind: DestinationKind
  /// Whether payouts go there unless somebody says otherwise.
  package let isDefault: Bool
  package let details: DestinationDetails
  package let createdAt: Timestamp
  package let updatedAt: Timestamp
}

/// Shows only as much of a secret as its owner needs to know it again.
enum Mask {
  private static let dots = "••••"
  private static let shownDigits = 4

  /// `•••• 6789`. Of a short number less is shown, never all of it.
  static func number(_ text: String) -> String {
    "\(dots) \(text.suffix(min(shownDigits, max(0, text.count - shownDigits))))"
  }

  /// `r••••@example.org`
  static func email(_ text: String) -> String {
    let parts = text.split(separator: "@", maxSplits: 1)
    guard parts.count == 2 else { return dots }
    return "\(parts[0].prefix(1))\(dots)@\(parts[1])"
  }

  /// `R•••• M••••`
  static func name(_ text: String) -> String {
    text.split(separator: " ").map { "\($0.prefix(1))\(dots)" }.joined(separator: " ")
  }
}
