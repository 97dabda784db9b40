import Kernel
import Persistence

/// A shop was opened and waits for an administrator.
package struct ShopOpened: Event {
  package static let name = "shop.opened"
  package let shop: ShopID
  package let owner: AccountID
  package var key: String { shop.description }
}

/// An administrator opened a shop to customers.
package struct ShopApproved: Event {
  package static let name = "shop.approved"
  package let shop: ShopID
  package let owner: AccountID
  package var key: String { shop.description }
}

/// An administrator refused a shop.
package struct ShopRejected: Event {
  package static let name = "shop.rejected"
  package let shop: ShopID
  package let owner: AccountID
  package let reason: String
  package var key: String { shop.description }
}

/// An administrator hid a shop.
package struct ShopSuspended: Event {
  package static let name = "shop.suspended"
  package let shop: ShopID
  package let owner: AccountID
  package let reason: String
  package var key: String { shop.description }
}

/// Its owner ended a shop.
package struct ShopClosed: Event {
  package static let name = "shop.closed"
  package let shop: ShopID
  package let owner: AccountID
  package var key: String { shop.description }
}
