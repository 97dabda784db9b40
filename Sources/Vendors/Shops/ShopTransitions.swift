import Kernel

extension ShopStatus {
  /// The states that can follow.
  package var next: Set<ShopStatus> {
    switch self {
    case .pending: [.approved, .rejected, .closed]
    case .rejected: [.pending, .approved, .closed]
    case .approved: [.suspended, .closed]
    case .suspended: [.approved, .closed]
    case .closed: []
    }
  }

  /// Throws `Problem(.notAllowedNow)` when `target` can't follow.
  func require(_ target: ShopStatus) throws(Problem) {
    guard next.contains(target) else {
      throw Problem(.notAllowedNow, "A shop that is \(rawValue) can't become \(target.rawValue).")
    }
  }
}
