import Areas
import Kernel
import Presentation
import Settlement
import Web

extension PayoutListPage {
  func html(_ request: Request) -> HTML {
    frame.page(.payouts, request, title: "Payouts", "\(tabs)\(table.tools)\(list)")
  }

  private func path(_ state: PayoutState?) -> String {
    search.state.setting("status", state?.rawValue).address
  }

  private var tabs: HTML {
    let all: (label: Words, path: String, count: Int?) = ("All", path(nil), nil)
    let states = PayoutState.allCases.map { state in
      (
        label: state.title(for: .marketplace), path: path(state),
        count: state == .requested ? Optional(frame.payoutsToPay) : nil
      )
    }
    return Navigation.tabs("Payouts by state", [all] + states, current: path(state))
  }

  private var table: ListTable<Payout> {
    ListTable(
      "Payouts", search.state, usualSort: PayoutColumns.usualSort, columns: PayoutColumns.marketplace,
      filters: PayoutSearch.filters, errors: search.errors, memory: memory,
      files: TableFormat.allCases.map { ($0.title, AdminPaths.payouts(as: $0)) }
    ) { (id: $0.id.description, label: "payout to \($0.shopName)", path: AdminPaths.payout($0.id)) }
  }

  private var list: HTML {
    if !payouts.items.isEmpty { return table.page(payouts, isFirst: isFirst) }
    if table.isNarrowed(besides: "status") {
      return Notice.empty(
        .search, "No payout fits these filters", "Take one of them away, or choose other days.",
        action: Button.link("Clear filters", to: table.widened(besides: "status")))
    }
    return Notice.empty(.wallet, "No payouts here", "They appear when vendors ask for their balance.")
  }
}
