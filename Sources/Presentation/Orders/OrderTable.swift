import Kernel
import Ordering
import Web

/// Orders in a table.
package enum OrderTable {
  /// The table for this reader: the marketplace sees which shop an order is for, vendors how it is paid. `path` says
  /// where an order leads.
  package static func show(
    _ orders: [Order], for reader: Reader, bulk: BulkActions? = nil, path: (Order) -> String
  ) -> HTML {
    let isForAll = reader == .marketplace
    var columns = [TableColumn("Order", isMain: true), TableColumn("Customer"), TableColumn("State")]
    columns.insert(contentsOf: isForAll ? [TableColumn("Shop")] : [], at: 1)
    if !isForAll { columns.append(TableColumn("Payment")) }
    columns += [TableColumn("Placed"), TableColumn("Total", .end)]
    let rows = orders.map { order in
      var cells: [HTML] = ["<span class=\"num\">\(order.number)</span>"]
      if isForAll { cells.append(written(order.shop.name)) }
      cells += [written(order.address.name), order.status.badge]
      if !isForAll { cells.append("\(order.paymentWords)") }
      cells += [order.times.placedAt.dateTimeHTML, order.total.html]
      return TableRow(
        id: order.id.description, label: "order \(order.number)", path: path(order), cells)
    }
    return DataTable.show("Orders", columns, rows, bulk: bulk)
  }
}
