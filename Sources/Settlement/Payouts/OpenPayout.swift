import Vendors

extension PayoutState {
  /// Whether the marketplace has yet to send the money.
  package var isOpen: Bool { self == .requested }
}

extension Payout {
  /// Whether where the money goes was changed after it was asked for: somebody may have got into the vendor's account.
  package func isOlder(than destination: PayoutDestination) -> Bool {
    state.isOpen && destination.updatedAt > requestedAt
  }
}
