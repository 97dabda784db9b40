import Kernel
import Ordering

extension Order {
  /// How and whether it is paid, as the shop reads it.
  package var paymentWords: Words {
    switch paymentStatus {
    case .pending: isCashOnDelivery ? "Cash on delivery" : "Not paid"
    case .succeeded: isCashOnDelivery ? "Paid at the door" : "Paid"
    case .refunded: "Refunded"
    case .cancelled: "Not due"
    }
  }
}
