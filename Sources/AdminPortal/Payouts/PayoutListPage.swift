import Areas
import Identity
import Kernel
import Presentation
import Settlement
import Web

/// What shops asked to be paid.
struct PayoutListPage {
  let frame: AdminFrame
  let search: PayoutSearch
  let memory: ListMemory
  let payouts: Page<Payout>
  let isFirst: Bool

  var state: PayoutState? { search.filter.state }
}

extension AdminPortal {
  func payoutList(_ request: Request) async throws -> PayoutListPage {
    let search = PayoutSearch(request.query, in: timeZone)
    let page = try request.page()
    return PayoutListPage(
      frame: try await frame(request), search: search,
      memory: try await identity.memory(of: .payouts, request),
      payouts: try await settlement.payouts(search.filter, page), isFirst: page.cursor == nil)
  }

  /// What the list shows as a file, all pages of it.
  func payoutFile(_ request: Request, as format: TableFormat) async throws -> Response {
    try await settlement.payoutTable(PayoutSearch(request.query, in: timeZone).checked().filter, as: format)
  }
}
