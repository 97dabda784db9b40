import Kernel
import Persistence

/// The SQL that takes people out of payments, refunds and payouts.
enum SettlementPrivacyStore {
  private static let paymentColumns = SQL.columns { try payment(&$0) }
  private static let payoutColumns = SQL.columns { try payout(&$0) }

  /// What gateways were told and said of the person; amounts and references stay.
  static func anonymisePayments(of checkouts: [CheckoutID], _ tx: Transaction) throws -> Int {
    guard !checkouts.isEmpty else { return 0 }
    return try tx.run(
      """
      UPDATE payments SET token = NULL, answer = NULL, challenge_detail = NULL, decline_message = NULL
      WHERE checkout_id IN \(list: checkouts)
      """)
  }

  /// Why people wanted their money back, in their words.
  static func anonymiseRefunds(of checkouts: [CheckoutID], _ tx: Transaction) throws -> Int {
    guard !checkouts.isEmpty else { return 0 }
    return try tx.run(
      """
      UPDATE refunds SET reason = 'Erased', decline_message = NULL
      WHERE order_id IN (SELECT id FROM orders WHERE checkout_id IN \(list: checkouts))
      """)
  }

  /// What was written beside an owner's payouts.
  static func anonymisePayouts(by account: AccountID, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      UPDATE payouts SET note = NULL, failure_reason = NULL
      WHERE requested_by = \(account) AND (note IS NOT NULL OR failure_reason IS NOT NULL)
      """)
  }

  /// The payments of checkouts, for their person's export.
  static func payments(of checkouts: [CheckoutID], _ snapshot: Snapshot) throws -> [JSONValue] {
    guard !checkouts.isEmpty else { return [] }
    return try snapshot.all(
      """
      SELECT \(fragment: paymentColumns) FROM payments
      WHERE checkout_id IN \(list: checkouts) ORDER BY id
      """
    ) { try payment(&$0) }
  }

  private static func payment(_ row: inout Row) throws -> JSONValue {
    .object([
      "id": .string(try row.next("id", PaymentID.self).description),
      "checkout": .string(try row.next("checkout_id", CheckoutID.self).description),
      "method": .string(try row.next("method", String.self)),
      "status": .string(try row.next("status", String.self)),
      "amount": .integer(try row.next("amount", Int64.self)),
      "currency": .string(try row.next("currency", String.self)),
      "createdAt": .string(try row.next("created_at", Timestamp.self).rfc3339),
    ])
  }

  /// The payouts that a person asked for, with what they wrote, for their export.
  static func payouts(by account: AccountID, _ snapshot: Snapshot) throws -> [JSONValue] {
    try snapshot.all(
      """
      SELECT \(fragment: payoutColumns) FROM payouts
      WHERE requested_by = \(account) ORDER BY id
      """
    ) { try payout(&$0) }
  }

  private static func payout(_ row: inout Row) throws -> JSONValue {
    .object([
      "id": .string(try row.next("id", PayoutID.self).description),
      "shop": .string(try row.next("shop_id", ShopID.self).description),
      "amount": .integer(try row.next("amount", Int64.self)),
      "currency": .string(try row.next("currency", String.self)),
      "status": .string(try row.next("status", String.self)),
      "note": .optional(try row.next("note", String?.self)),
      "requestedAt": .string(try row.next("requested_at", Timestamp.self).rfc3339),
    ])
  }
}
