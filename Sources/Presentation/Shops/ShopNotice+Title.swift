import Kernel
import Vendors

extension ShopNotice {
  /// What a shop's mails can be about.
  package var title: Words {
    switch self {
    case .newOrders: "New orders"
    case .orderChanges: "Changes to orders"
    case .lowStock: "Low stock"
    }
  }
}
