import Identity
import Kernel
import Web

extension PersonState {
  /// Whether somebody can log in, as people read it.
  package var title: Words {
    switch self {
    case .active: "Active"
    case .inactive: "Not activated"
    case .banned: "Banned"
    }
  }

  /// How the state is coloured.
  package var tone: Tone {
    switch self {
    case .active: .success
    case .inactive: .neutral
    case .banned: .danger
    }
  }

  /// The state as a small label.
  package var badge: HTML { Badge.show(title, tone) }
}
