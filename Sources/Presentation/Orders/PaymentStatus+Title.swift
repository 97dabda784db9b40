import Kernel
import Ordering

extension PaymentStatus {
  /// Whether an order is paid, as those read it who look at it from outside.
  package var title: Words {
    switch self {
    case .pending: "To be paid at the door"
    case .succeeded: "Paid"
    case .refunded: "Refunded"
    case .cancelled: "Nothing was charged"
    }
  }
}
