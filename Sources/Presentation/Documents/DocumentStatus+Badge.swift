import Kernel
import Vendors
import Web

extension DocumentStatus {
  /// What this reader calls the state.
  package func title(for reader: Reader) -> Words {
    switch self {
    case .uploaded: reader == .marketplace ? "To check" : "To be checked"
    case .accepted: "Accepted"
    case .rejected: "Not accepted"
    }
  }

  /// How the state is coloured: a new paper waits for the marketplace.
  package func tone(for reader: Reader) -> Tone {
    switch self {
    case .uploaded: reader == .marketplace ? .warning : .info
    case .accepted: .success
    case .rejected: .danger
    }
  }

  /// The state as a small label.
  package func badge(for reader: Reader) -> HTML { Badge.show(title(for: reader), tone(for: reader)) }
}
