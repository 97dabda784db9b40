import Kernel
import Vendors
import Web

extension ShopStatus {
  /// What this reader calls the state.
  package func title(for reader: Reader) -> Words {
    switch self {
    case .pending: reader == .marketplace ? "To approve" : "Waits for approval"
    case .approved: Words("Open", meaning: "state of a shop")
    case .rejected: reader == .marketplace ? "Rejected" : "Not approved"
    case .suspended: "Suspended"
    case .closed: "Closed"
    }
  }

  /// How the state is coloured.
  package var tone: Tone {
    switch self {
    case .pending: .warning
    case .approved: .success
    case .rejected, .suspended: .danger
    case .closed: .neutral
    }
  }

  /// The state as a small label.
  package func badge(for reader: Reader) -> HTML { Badge.show(title(for: reader), tone) }
}
