import Catalog
import Kernel
import Web

extension StockReason {
  /// What people read in its place.
  var title: Words {
    switch self {
    case .opening: "Opening stock"
    case .sale: "Sold"
    case .returned: "Returned"
    case .imported: "Product file"
    case .received: "Received"
    case .damaged: "Damaged"
    case .lost: "Lost"
    case .found: "Found"
    case .correction: "Correction"
    case .counted: "Stocktake"
    case .transferred: "Transfer"
    }
  }
}

extension StockCountStatus {
  var badge: HTML {
    switch self {
    case .open: Badge.show("Count under way", .info)
    case .booked: Badge.show("Booked", .success)
    case .discarded: Badge.show("Given up")
    }
  }
}

extension StockTransferStatus {
  var badge: HTML {
    switch self {
    case .draft: Badge.show("Not sent yet")
    case .sent: Badge.show("On the way", .info)
    case .received: Badge.show("Arrived", .success)
    case .cancelled: Badge.show("Given up")
    }
  }
}

/// A number of pieces in a table.
func pieces(_ count: Int64) -> HTML { "<span class=\"num\">\(count.displayCount)</span>" }

/// A change of so many pieces, with its sign.
func change(_ count: Int64) -> HTML {
  let sign: HTML = count > 0 ? "+" : ""
  return "<span class=\"num\" dir=\"ltr\">\(sign)\(count.displayCount)</span>"
}
