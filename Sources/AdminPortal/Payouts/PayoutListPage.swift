import Kernel
import Settlement
import Web

/// What shops asked to be paid.
struct PayoutListPage {
  let frame: AdminFrame
  let state: PayoutState?
  let payouts: Page<Payout>
  let isFirst: Bool
}

extension AdminPortal {
  func payoutList(_ request: Request) async throws -> PayoutListPage {
    let state = request.query["status"].flatMap { PayoutState(rawValue: $0) }
    let page = try request.page()
    return PayoutListPage(
      frame: try await frame(request), state: state,
      payouts: try await settlement.payouts(of: nil, state: state, page), isFirst: page.cursor == nil)
  }
}
