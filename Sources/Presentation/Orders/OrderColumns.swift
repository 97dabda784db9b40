import Kernel
import Ordering
import Web

/// The columns of lists of orders.
package enum OrderColumns {
  /// The newest first.
  package static let usualSort = ListSort("placed", isDescending: true)
  /// By which columns they can be sorted.
  static let sorts = ["placed", "total"]

  /// The columns for this reader: the marketplace sees which shop an order is for, vendors how it is paid.
  package static func all(for reader: Reader) -> [ListColumn<Order>] {
    let isForAll = reader == .marketplace
    return [
      ListColumn("number", "Order", isMain: true) { "<span class=\"num\">\($0.number)</span>" },
      ListColumn("shop", "Shop", isUsual: isForAll) { written($0.shop.name) },
      ListColumn("customer", "Customer") { written($0.address.name) },
      ListColumn("email", "E-mail", isUsual: false) { written($0.email) },
      ListColumn("city", "City", isUsual: false) { written($0.address.city) },
      ListColumn("state", "State") { $0.status.badge },
      ListColumn("payment", "Payment", isUsual: !isForAll) { "\($0.paymentWords)" },
      ListColumn("pieces", "Pieces", .end, isUsual: false) {
        "<span class=\"num\">\($0.itemCount.displayCount)</span>"
      },
      ListColumn("delivery", "Delivery", isUsual: false) { written($0.delivery.name) },
      ListColumn("placed", "Placed", sorts: .falling) { $0.times.placedAt.dateTimeHTML },
      ListColumn("total", "Total", .end, sorts: .falling) { $0.total.html },
    ].filter { isForAll || $0.key != "shop" }
  }
}
