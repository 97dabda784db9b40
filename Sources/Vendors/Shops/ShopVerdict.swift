import Kernel

/// What administrators decide about a shop.
package enum ShopVerdict: String, CaseIterable, Sendable {
  case approve, ask, reject, suspend, unsuspend

  /// Whether it can be decided about a shop in this state.
  package func isPossible(_ status: ShopStatus) -> Bool {
    switch self {
    case .approve: status != .suspended && status.next.contains(.approved)
    case .ask: status == .pending
    case .reject: status.next.contains(.rejected)
    case .suspend: status.next.contains(.suspended)
    case .unsuspend: status == .suspended
    }
  }
}
