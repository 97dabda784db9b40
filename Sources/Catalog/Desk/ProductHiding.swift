import Kernel
import Persistence

/// That administrators hide a product: why, and what its vendor says to that.
package struct ProductHiding: Hashable, Sendable {
  package let reason: String
  package let hiddenAt: Timestamp
  /// What the vendor answered; `nil` until then, and again after another decision.
  package let answer: String?
  package let answeredAt: Timestamp?

  /// Whether the marketplace has the next word.
  package var isAnswered: Bool { answeredAt != nil }
}

/// What of a product somebody saw who decides about it: how many decisions and answers there were, and which of its
/// contents. A decision that names it stands only while both are the same.
package struct SeenProduct: Hashable, Sendable, CustomStringConvertible {
  private let decisions: Int
  private let changedAt: Timestamp

  init(decisions: Int, changedAt: Timestamp) {
    self.decisions = decisions
    self.changedAt = changedAt
  }

  /// What a form or the API was given.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let decisions = Int(parts[0]), let changed = Int64(parts[1]) else { return nil }
    self.init(decisions: decisions, changedAt: Timestamp(milliseconds: changed))
  }

  package var description: String { "\(decisions)-\(changedAt.milliseconds)" }
}

extension Product {
  /// What a decision about the product names.
  package var seen: SeenProduct { SeenProduct(decisions: decisions, changedAt: updatedAt) }
}

extension ShopProduct {
  /// What a decision about the product names.
  package var seen: SeenProduct { SeenProduct(decisions: decisions, changedAt: updatedAt) }
}
