import Kernel

/// What a client holds without having paid for it.
struct ReservationHoldings: Sendable {
  struct Variant: Sendable, Hashable {
    var pieces: Int64 = 0
    /// What somebody could still buy.
    var free: Int64 = 0
  }

  private(set) var lines: Int64 = 0
  private(set) var variants: [VariantID: Variant] = [:]
  /// Checkouts that wait for their payment.
  private(set) var open: Set<CheckoutID> = []
  /// When the first of them ends.
  private(set) var firstEnd: Timestamp?

  /// One line; `expiresAt` is that of a checkout that waits for its payment, `free` is missing for variants that are
  /// gone.
  mutating func add(
    _ checkout: CheckoutID, _ expiresAt: Timestamp?, variant: VariantID, quantity: Int64, free: Int64?
  ) {
    lines += 1
    variants[variant, default: Variant()].pieces += quantity
    variants[variant]?.free = free ?? 0
    guard let expiresAt else { return }
    open.insert(checkout)
    firstEnd = min(firstEnd ?? expiresAt, expiresAt)
  }
}
