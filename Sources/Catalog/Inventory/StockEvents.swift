import Kernel
import Persistence

/// What is left of a variant has fallen to its shop's threshold.
package struct StockLow: Event {
  package static let name = "stock.low"

  package let variant: VariantID
  package let product: ProductID
  package let shop: ShopID
  /// Pieces that belong to no order.
  package let left: Int64

  package var key: String { variant.description }
}

/// Nothing is left of a variant.
package struct StockOut: Event {
  package static let name = "stock.out"

  package let variant: VariantID
  package let product: ProductID
  package let shop: ShopID

  package var key: String { variant.description }
}

/// Somebody who is not signed in wants to be told of a variant, and has to confirm the address.
package struct StockNoticeAsked: Event {
  package static let name = "stock.notice_asked"

  package let notice: StockNoticeID

  package var key: String { notice.description }
}

/// A variant that people wait for can be bought again.
package struct StockBack: Event {
  package static let name = "stock.back"

  package let variant: VariantID
  package let product: ProductID
  package let shop: ShopID

  package var key: String { variant.description }
}
