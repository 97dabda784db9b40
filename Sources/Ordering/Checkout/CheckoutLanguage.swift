import Kernel
import Persistence

extension Ordering {
  /// The tag of the language that the buyer read when they ordered, for mails about the order; `nil` for orders from
  /// before that was kept.
  package func language(of checkout: CheckoutID, _ snapshot: Snapshot) throws -> String? {
    try CheckoutStore.language(of: checkout, snapshot)
  }
}
