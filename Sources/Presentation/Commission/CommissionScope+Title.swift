import Kernel
import Settlement

extension CommissionScope {
  /// What a rule holds for, as people read it.
  package var title: Words {
    switch self {
    case .default: "Default"
    case .category: "Category"
    case .shop: "Shop"
    }
  }
}
