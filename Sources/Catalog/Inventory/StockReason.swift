import Kernel
import Persistence
import Web

/// Why what lies in a shop changed.
package enum StockReason: String, CaseIterable, Codable, Sendable, SQLValue, JSONWritable {
  /// What lay there before movements were written, or what a new variant begins with.
  case opening
  /// Went to the carrier for an order.
  case sale
  /// Came back from an order.
  case returned = "return"
  /// A product file said so.
  case imported = "import"
  /// Came from a supplier.
  case received
  case damaged
  case lost
  case found
  /// The number was wrong.
  case correction
  /// A stocktake found another number.
  case counted = "count"
  /// Went from one location towards another, or came from there.
  case transferred = "transfer"

  /// What people can give for an adjustment.
  package static let ofAdjustments: [StockReason] = [.received, .damaged, .lost, .found, .correction]

  /// Whether goods themselves moved; else only the record of them was put right, which a stocktake does anew.
  package var movesGoods: Bool {
    switch self {
    case .sale, .returned, .received, .damaged, .transferred: true
    case .opening, .imported, .lost, .found, .correction, .counted: false
    }
  }

  /// Which way it can go: 1 for more, -1 for less, 0 for both.
  var direction: Int64 {
    switch self {
    case .received, .found, .returned: 1
    case .damaged, .lost, .sale: -1
    case .opening, .imported, .correction, .counted, .transferred: 0
    }
  }
}

/// What a change of stock came from.
package struct StockCause: Hashable, Sendable {
  package let reason: StockReason
  /// Of a sale or a return.
  package private(set) var order: OrderID?
  package private(set) var file: ImportID?
  package private(set) var count: StockCountID?
  package private(set) var transfer: StockTransferID?
  /// The order's number, or what somebody wrote about it.
  package private(set) var note: String?

  /// A change for this reason, with what somebody wrote about it.
  package init(_ reason: StockReason, note: String? = nil) {
    self.reason = reason
    self.note = note
  }

  /// Goods of an order go to the carrier, or come back from it.
  package init(_ reason: StockReason, of order: OrderID, number: String) {
    self.init(reason, note: number)
    self.order = order
  }

  /// A product file says so.
  init(file: ImportID) {
    self.init(.imported)
    self.file = file
  }

  /// A stocktake says so.
  init(count: StockCountID) {
    self.init(.counted)
    self.count = count
  }

  /// Goods go from one location to another, or turn out not to have come.
  init(transfer: StockTransferID, _ reason: StockReason = .transferred, note: String? = nil) {
    self.init(reason, note: note)
    self.transfer = transfer
  }
}
