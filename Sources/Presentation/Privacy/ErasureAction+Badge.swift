import Areas
import Web

extension ErasureEntry.Action {
  /// What became of something, as a small label.
  package var badge: HTML {
    switch self {
    case .deleted: Badge.show("Deleted", .success)
    case .anonymised: Badge.show("Made anonymous", .info)
    case .kept: Badge.show("Kept", .neutral)
    }
  }
}
