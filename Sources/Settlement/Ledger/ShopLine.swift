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
    place = LinePlace(transaction: try row.next("e.transaction_id"), position: try row.next("e.position"))
    let ledgerAccount: LedgerAccount = try row.next("e.account")
    guard let part = ledgerAccount.shopAccount?.part else {
      throw DatabaseError.decoding("'\(ledgerAccount)' is not a shop's account")
    }
    account = part
    amount = Money(try row.next("e.amount"), currency)
    let kind: LedgerKind = try row.next("t.kind")
    self.kind = kind
    let text: Words = try row.next("t.description")
    at = try row.next("t.at")
    order = try row.next("t.order_id")
    payout = try row.next("t.payout_id")
    orderNumber = try row.next("o.number")
    gross = try row.next("s.gross", Int64?.self).map { Money($0, currency) }
    commission = try row.next("s.commission", Int64?.self).map { Money($0, currency) }
    net = try row.next("s.net", Int64?.self).map { Money($0, currency) }
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

extension LedgerAccount: SQLValue {
  package static var sample: LedgerAccount { .shop(.sample, .pending) }

  package var sqlParameter: SQLParameter { .text(name) }

  /// Reads the account's name.
  package static func decode(_ column: SQLColumn) throws -> LedgerAccount { LedgerAccount(try column.text()) }
}
