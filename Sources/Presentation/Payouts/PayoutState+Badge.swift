import Kernel
import Settlement
import Web

extension PayoutState {
  /// What this reader calls the state.
  package func title(for reader: Reader) -> Words {
    switch self {
    case .requested: reader == .marketplace ? "To pay" : "On its way"
    case .completed: reader == .marketplace ? "Completed" : "Sent"
    case .failed: reader == .marketplace ? "Failed" : "Came back"
    }
  }

  /// How the state is coloured: a request waits for the marketplace, not for the vendor.
  package func tone(for reader: Reader) -> Tone {
    switch self {
    case .requested: reader == .marketplace ? .warning : .info
    case .completed: .success
    case .failed: .danger
    }
  }

  /// The state as a small label.
  package func badge(for reader: Reader) -> HTML { Badge.show(title(for: reader), tone(for: reader)) }
}
