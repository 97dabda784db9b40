import Kernel
import Presentation
import Settlement
import Web

extension PayoutListPage {
  func html(_ request: Request) -> HTML {
    frame.page(.payouts, request, title: "Payouts", "\(tabs)\(list)")
  }

  private var tabs: HTML {
    let all: (label: Words, path: String, count: Int?) = ("All", AdminPaths.payouts, nil)
    let states = PayoutState.allCases.map { state in
      (
        label: state.title(for: .marketplace), path: AdminPaths.payouts(state),
        count: state == .requested ? Optional(frame.payoutsToPay) : nil
      )
    }
    return Navigation.tabs(
      "Payouts by state", [all] + states,
      current: state.map { AdminPaths.payouts($0) } ?? AdminPaths.payouts)
  }

  private var list: HTML {
    if payouts.items.isEmpty {
      return Notice.empty(.wallet, "No payouts here", "They appear when vendors ask for their balance.")
    }
    let links = payouts.links(AdminPaths.payouts, [("status", state?.rawValue)], isFirst: isFirst)
    let table = PayoutTable.show(payouts.items, for: .marketplace) { AdminPaths.payout($0.id) }
    return "\(table)\(links)"
  }
}
