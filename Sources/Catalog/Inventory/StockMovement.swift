import Kernel
import Persistence

/// One change of what lies in a shop.
package struct StockMovement: Sendable {
  /// Grows with the changes of one variant.
  package let number: Int64
  package let variant: VariantID
  package let product: ProductID
  package let productTitle: String
  package let variantTitle: String
  package let sku: String?
  /// How many pieces came, or went where it is below zero.
  package let delta: Int64
  /// How many lay there afterwards, those of orders included; below zero where more was promised than there was.
  package let balance: Int64
  package let reason: StockReason
  /// Whoever of the shop did it; `nil` for jobs and others.
  package let account: AccountID?
  /// `nil`, too, when the account was closed.
  package let accountName: String?
  package let order: OrderID?
  package let file: ImportID?
  package let count: StockCountID?
  package let transfer: StockTransferID?
  /// Where it happened; `nil` in a shop without locations, for what happened before there were any, and for what a new
  /// variant begins with.
  package let location: StockLocationID?
  package let locationName: String?
  /// The order's number, or what somebody wrote about it.
  package let note: String?
  package let at: Timestamp
  /// Whether the variant was not taken out of the range since.
  package let isThere: Bool
}

extension StockMovement: RowDecodable {
  package init(row: inout Row) throws {
    number = try row.next("m.id")
    variant = try row.next("m.variant_id")
    product = try row.next("v.product_id")
    productTitle = try row.next("p.title")
    variantTitle = try row.next("v.title")
    sku = try row.next("v.sku")
    delta = try row.next("m.delta")
    balance = try row.next("m.balance")
    reason = try row.next("m.reason")
    account = try row.next("m.account_id")
    accountName = try row.next("a.name")
    order = try row.next("m.order_id")
    file = try row.next("m.import_id")
    count = try row.next("m.count_id")
    transfer = try row.next("m.transfer_id")
    location = try row.next("m.location_id")
    locationName = try row.next("l.name AS location_name")
    note = try row.next("m.note")
    at = try row.next("m.created_at")
    isThere = try row.next("(v.deleted_at IS NULL AND p.deleted_at IS NULL) AS is_there")
  }
}

/// A change on its way into the table.
struct NewMovement: Sendable {
  let variant: VariantID
  let shop: ShopID
  let delta: Int64
  let balance: Int64
  let cause: StockCause
  /// `nil` in a shop without locations.
  var location: StockLocationID?
}

/// Pieces of a variant that move together.
package struct StockLine: Hashable, Sendable {
  package let variant: VariantID
  package let quantity: Int64

  /// So many pieces of a variant.
  package init(_ variant: VariantID, _ quantity: Int64) {
    self.variant = variant
    self.quantity = quantity
  }
}
