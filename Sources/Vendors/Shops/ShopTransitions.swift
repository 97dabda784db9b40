import Kernel

extension ShopStatus {
  /// The state in the middle of a sentence.
  package var label: Words {
    switch self {
    case .pending: Words("pending", meaning: "state of a shop")
    case .approved: Words("approved", meaning: "state of a shop")
    case .rejected: Words("rejected", meaning: "state of a shop")
    case .suspended: Words("suspended", meaning: "state of a shop")
    case .closed: Words("closed", meaning: "state of a shop")
    }
  }

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
      throw Problem(.notAllowedNow, "A shop that is \(label) can't become \(target.label).")
    }
  }
}
