import Kernel

private let daySeconds: Int64 = 24 * 60 * 60

/// How long things are kept that nobody deletes by hand.
package struct Retention: Hashable, Sendable {
  /// Sign-ups that nobody activates.
  package var unactivatedDays: Int64 = 7
  /// Codes after they have run out.
  package var codeDays: Int64 = 7
  /// Exports of personal data.
  package var exportDays: Int64 = 7
  /// Answers to requests with an Idempotency-Key.
  package var idempotencyDays: Int64 = 1
  /// Jobs that failed for good.
  package var deadJobDays: Int64 = 90
  /// Reports of erasures.
  package var erasureReportDays: Int64 = 3 * 365
  /// Names, addresses and telephone numbers in orders, as tax law asks for them.
  package var orderYears: Int64 = 10
  /// Names, addresses and telephone numbers in checkouts that nobody paid.
  package var checkoutDays: Int64 = 30
  /// Mails about a closed account, which carry the address that is to be forgotten.
  package var farewellSeconds: Int64 = 60 * 60

  /// The defaults.
  package init() {}

  /// The moment before which orders lose what is personal.
  package func orderHorizon(_ now: Timestamp) -> Timestamp {
    now.adding(seconds: -orderYears * 365 * daySeconds)
  }

  /// The moment before which checkouts that nobody paid lose what is personal.
  package func checkoutHorizon(_ now: Timestamp) -> Timestamp { horizon(days: checkoutDays, now) }

  /// The moment so many days before `now`.
  package func horizon(days: Int64, _ now: Timestamp) -> Timestamp { now.adding(seconds: -days * daySeconds) }
}
