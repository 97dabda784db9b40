import Kernel
import Ordering
import Presentation
import Web

extension OrderListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(
      path: AdminPaths.orders, query: text, label: "Search by number, name or e-mail",
      fields: status.map { [("status", $0.rawValue)] } ?? [])
    return frame.page(.orders, request, title: "Orders", "\(tabs)\(DataTable.toolbar(search))\(list)")
  }

  private var tabs: HTML {
    let all: (label: Words, path: String, count: Int?) = ("All", AdminPaths.orders, nil)
    let states = OrderStatus.allCases.filter { (counts[$0] ?? 0) > 0 }.map { state in
      (label: state.label, path: AdminPaths.orders(state), count: Optional(Int(counts[state] ?? 0)))
    }
    return Navigation.tabs(
      "Orders by state", [all] + states,
      current: status.map { AdminPaths.orders($0) } ?? AdminPaths.orders)
  }

  private var list: HTML {
    if orders.items.isEmpty && !text.isEmpty {
      return Notice.empty(
        .search, "Nothing for “\(text)”", "Try another word, or fewer letters.",
        action: Button.link("All orders", to: AdminPaths.orders))
    }
    if orders.items.isEmpty {
      return Notice.empty(.package, "No orders here", "Orders appear as soon as somebody buys.")
    }
    let links = orders.links(
      AdminPaths.orders, [("status", status?.rawValue), ("q", text)], isFirst: isFirst)
    let table = OrderTable.show(orders.items.map(\.order), for: .marketplace) { AdminPaths.order($0.id) }
    return "\(table)\(links)"
  }
}
