import Kernel
import Persistence

/// Where a line stands in the ledger; newer lines are greater.
package struct LinePlace: Hashable, Sendable {
  let transaction: LedgerTransactionID
  let position: Int64

  /// The cursor of a list that goes on after this line.
  var cursor: Cursor { Cursor([transaction.description, String(position)]) }

  init(transaction: LedgerTransactionID, position: Int64) {
    self.transaction = transaction
    self.position = position
  }

  /// Reads a cursor; `nil` when it belongs to another list.
  init?(_ cursor: Cursor) {
    guard cursor.values.count == 2, let transaction = LedgerTransactionID(cursor.values[0]),
      let position = Int64(cursor.values[1])
    else { return nil }
    self.init(transaction: transaction, position: position)
  }
}

/// One line of a shop's account, as a vendor reads it.
package struct ShopLine: Sendable {
  package let place: LinePlace
  /// `pending` or `available`.
  package let account: ShopAccount
  package let kind: LedgerKind
  /// For people, as `Sale S-7F3K-92QD`.
  package let description: Words
  /// How the account changed.
  package let amount: Money
  package let at: Timestamp
  package let order: OrderID?
  package let orderNumber: String?
  package let payout: PayoutID?
  /// What the customer paid, what the marketplace kept, and what was left for the shop; of lines about an
  /// order.
  package let gross: Money?
  package let commission: Money?
  package let net: Money?
  /// What stood on the account after this line.
  package var balance: MoneyTotal?

  init(row: inout Row, currency: Currency) throws {
    place = LinePlace(transaction: try row.next(), position: try row.next())
    let name: String = try row.next()
    guard let part = LedgerAccount(name).shopAccount?.part else {
      throw DatabaseError.decoding("'\(name)' is not a shop's account")
    }
    account = part
    amount = Money(try row.next(), currency)
    let kind: LedgerKind = try row.next()
    self.kind = kind
    let text: Words = try row.next()
    at = try row.next()
    order = try row.next()
    payout = try row.next()
    orderNumber = try row.next()
    gross = try row.next(Int64?.self).map { Money($0, currency) }
    commission = try row.next(Int64?.self).map { Money($0, currency) }
    net = try row.next(Int64?.self).map { Money($0, currency) }
    description = ShopLine.describe(kind, part, text)
    balance = nil
  }

  /// A delivery touches both accounts of a shop; each line says what happened to its own.
  private static func describe(_ kind: LedgerKind, _ part: ShopAccount, _ text: Words) -> Words {
    switch (kind, part) {
    case (.delivery, .pending): "\(text): moved to available"
    case (.delivery, .available): "\(text): available for payout"
    default: text
    }
  }
}
