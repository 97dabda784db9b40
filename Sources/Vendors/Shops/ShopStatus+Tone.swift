import Web

extension ShopStatus {
  /// The colour of its badge, the same in every portal; the words are each portal's own.
  package var tone: Tone {
    switch self {
    case .pending: .warning
    case .approved: .success
    case .rejected, .suspended: .danger
    case .closed: .neutral
    }
  }
}
