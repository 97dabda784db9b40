import Areas
import Kernel
import Ordering
import Presentation
import Web

extension OrderListPage {
  func html(_ request: Request) -> HTML {
    frame.page(.orders, request, title: "Orders", "\(tabs)\(table.tools)\(list)")
  }

  private func path(_ status: OrderStatus?) -> String {
    search.state.setting("status", status?.rawValue).address
  }

  private var tabs: HTML {
    let all: (label: Words, path: String, count: Int?) = ("All", path(nil), nil)
    let states = OrderStatus.allCases.filter { (counts[$0] ?? 0) > 0 }.map { state in
      (label: state.label, path: path(state), count: Optional(Int(counts[state] ?? 0)))
    }
    return Navigation.tabs("Orders by state", [all] + states, current: path(status))
  }

  private var table: ListTable<Order> {
    ListTable(
      "Orders", search.state, usualSort: OrderColumns.usualSort,
      columns: OrderColumns.all(for: .marketplace), filters: OrderSearch.filters, errors: search.errors,
      searchLabel: "Search by number, name or e-mail", memory: memory,
      files: TableFormat.allCases.map { ($0.title, AdminPaths.orders(as: $0)) }
    ) { (id: $0.id.description, label: "order \($0.number)", path: AdminPaths.order($0.id)) }
  }

  private var list: HTML {
    if !orders.items.isEmpty { return table.page(orders, isFirst: isFirst) }
    if let text = search.state["q"] {
      return Notice.empty(
        .search, "Nothing for “\(text)”", "Try another word, or fewer letters.",
        action: Button.link("All orders", to: AdminPaths.orders))
    }
    if table.isNarrowed(besides: "status") {
      return Notice.empty(
        .search, "No order fits these filters", "Take one of them away, or choose other days.",
        action: Button.link("Clear filters", to: table.widened(besides: "status")))
    }
    return Notice.empty(.package, "No orders here", "Orders appear as soon as somebody buys.")
  }
}
