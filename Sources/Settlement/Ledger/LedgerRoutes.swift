import Kernel
import Web

/// Where vendors see their money.
package enum LedgerRoutes {
  /// The routes of balances and ledger lines.
  package static func routes(_ settlement: Settlement) -> [Route] {
    [
      Route.api(
        .get, "/shops/{shop}/balance", "Show what a shop has earned", tag: "Shop money", .shop(.payouts),
        answer: ShopBalance.self
      ) { request in
        try await settlement.balance(of: request.requireShop())
      },
      Route.api(
        .get, "/shops/{shop}/transactions", "List a shop's ledger lines, newest first", tag: "Shop money",
        .shop(.payouts), query: LineQuery.self, answer: Page<ShopLine>.self
      ) { request, query in
        try await settlement.lines(of: request.requireShop(), query.filter, request.page())
      },
    ]
  }
}

struct LineQuery: Input {
  let filter: LineFilter

  init(from input: inout InputReader) throws {
    let account = input.optional("account", .choice(LineAccount.self))
    filter = LineFilter(account: account.map { $0 == .pending ? .pending : .available })
  }

  /// The accounts that have lines of their own.
  enum LineAccount: String, CaseIterable, Sendable {
    case pending, available
  }
}

extension ShopBalance: Output {
  package static let schemaName = "Balance"
  package static let fields: [OutputField<Self>] = [
    .init("pending") { $0.pending },
    .init("available") { $0.available },
    .init("inPayout") { $0.inPayout },
  ]
}

extension ShopAccount: JSONWritable {}

extension LedgerKind: JSONWritable {}

extension ShopLine: Output {
  package static let schemaName = "LedgerLine"
  package static let fields: [OutputField<Self>] = [
    .init("id") { "\($0.place.transaction)-\($0.place.position)" },
    .init("kind") { $0.kind },
    .init("description") { $0.description },
    .init("account") { $0.account },
    .init("amount") { $0.amount },
    .init("balance") { $0.balance },
    .init("order") { $0.order },
    .init("orderNumber") { $0.orderNumber },
    .init("payout") { $0.payout },
    .init("gross") { $0.gross },
    .init("commission") { $0.commission },
    .init("net") { $0.net },
    .init("at") { $0.at },
  ]
}
