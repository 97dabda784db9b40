import Kernel
import Persistence

/// One line of the audit log on its way: a verb leaves it in its transaction, the commit writes it.
struct AuditRecord: Sendable {
  /// A noun and what happened to it, as `product.edited`.
  let action: String
  /// What it happened to: an identifier, never a name.
  let target: String
  let shop: ShopID?
  /// What was before and is after, as canonical JSON without secrets; `nil` when nothing was told.
  var details: String?
  /// The rows whose details this one declares erased.
  var erased: SequenceSet?
}

extension Transaction {
  /// Leaves a line in the audit log, written with the commit: who acts comes from the transaction's origin.
  /// `before` and `after` are the fields that matter; those that are equal in both are left out and secrets
  /// are blotted out. Names, addresses and bank data of people are not told but as `"changed"`.
  package func record(
    _ action: String, on target: some CustomStringConvertible, shop: ShopID? = nil,
    before: [String: JSONValue] = [:], after: [String: JSONValue] = [:]
  ) throws {
    let details = AuditDetails(before: before, after: after)
    leave(
      AuditRecord(
        action: action, target: target.description, shop: shop ?? origin?.shop,
        details: details.isEmpty ? nil : try details.canonicalText()))
    isRecorded = true
  }
}
