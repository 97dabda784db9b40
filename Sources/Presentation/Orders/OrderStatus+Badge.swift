import Ordering
import Web

extension OrderStatus {
  /// How the state is coloured, for everybody alike; its name always stands beside.
  package var tone: Tone {
    switch self {
    case .pending, .paid, .processing, .shipped, .onTheWay: .info
    case .delivered: .success
    case .refundRequested: .warning
    case .cancelled, .refunded: .neutral
    }
  }

  /// The state as a small label.
  package var badge: HTML { Badge.show(label, tone) }
}
