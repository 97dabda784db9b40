import Identity
import Kernel

extension CommissionRule {
  /// What the audit log tells of a rule; it keeps those that a change touched.
  var auditFields: [String: JSONValue] {
    [
      "scope": .string(scope.rawValue), "of": .string(target), "basisPoints": .integer(basisPoints),
      // A rule for all currencies has none.
      "flat": currency.map { .money(Money(flat, $0)) } ?? .null, "currency": .optional(currency?.code),
    ]
  }
}

extension Payout {
  /// What the audit log tells of a payout. The vendor's note may name people.
  var auditFields: [String: JSONValue] {
    [
      "status": .string(state.rawValue), "amount": .money(amount), "reference": .optional(bankReference),
      "reason": .optional(failureReason), "note": note == nil ? .null : .string("changed"),
    ]
  }
}
