import Kernel
import Persistence

/// Administrators have hidden products of a shop, or given another reason.
package struct ProductsHidden: Event {
  package static let name = "products.hidden"

  package let shop: ShopID
  package let products: [ProductID]
  package let reason: String

  package var key: String { shop.description }
}

/// Administrators show products of a shop again.
package struct ProductsUnhidden: Event {
  package static let name = "products.unhidden"

  package let shop: ShopID
  package let products: [ProductID]

  package var key: String { shop.description }
}
