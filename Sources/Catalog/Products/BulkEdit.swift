import Kernel

package enum BulkEditEntity: Entity { package static let idPrefix = "bulk" }
package typealias BulkEditID = ID<BulkEditEntity>

/// A value that somebody saw, and the one that they want instead.
package struct SeenChange<Value: Hashable & Sendable>: Hashable, Sendable {
  package let seen: Value
  package let wanted: Value

  /// From what was seen to what is wanted.
  package init(_ seen: Value, _ wanted: Value) {
    self.seen = seen
    self.wanted = wanted
  }
}

/// What a vendor changes of one product in a list of many. Price and stock are those of its only variant.
package struct ProductRowEdit: Hashable, Sendable {
  package let product: ProductID
  /// The field of the form that this row is, as `rows[3]`; what is wrong is told by it.
  package let field: String
  package var status: SeenChange<ProductStatus>?
  /// Minor units of the shop's currency.
  package var price: SeenChange<Int64>?
  /// What can be bought. The difference counts, so that what was sold meanwhile stays sold.
  package var stock: SeenChange<Int64>?

  /// A row without any change yet.
  package init(_ product: ProductID, field: String) {
    self.product = product
    self.field = field
  }

  /// Whether nothing of it is to be changed.
  package var isEmpty: Bool { status == nil && price == nil && stock == nil }
}

/// What became of many products at once, kept for a day so that it can be taken back.
package struct BulkEdit: Sendable {
  /// How long it can be taken back, in seconds.
  static let undoSeconds: Int64 = 86_400

  package let id: BulkEditID
  package let changes: [ProductRowChange]
  let createdAt: Timestamp
  let undoneAt: Timestamp?
  /// What was asked for, as one text.
  let asked: String
  /// How many products stayed as they were when it was taken back; `nil` before that.
  let kept: Int?
}

/// What was changed of one product.
package struct ProductRowChange: Codable, Hashable, Sendable {
  /// A value before and after.
  struct Pair<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    let before: Value
    let after: Value
  }

  package let product: ProductID
  var status: Pair<String>?
  /// Minor units of the shop's currency.
  var price: Pair<Int64>?
  /// Pieces that were added.
  var pieces: Int64?
  /// When it was to go on sale by itself, before its state was changed.
  var publishAt: Timestamp?

  /// What takes the change back.
  var reversed: ProductRowChange {
    ProductRowChange(
      product: product, status: status.map { Pair(before: $0.after, after: $0.before) },
      price: price.map { Pair(before: $0.after, after: $0.before) }, pieces: pieces.map { -$0 },
      publishAt: publishAt)
  }
}
