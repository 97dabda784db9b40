import Kernel
import Web

/// Where vendors see their money.
package enum LedgerRoutes {
  /// The routes of balances and ledger lines.
  package static func routes(_ settlement: Settlement) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/balance", "Show what a shop has earned", tag: "Shop money", .shop(.payouts),
        answer: BalanceOutput.self
      ) { request in
        let balances = try await settlement.balances(of: request.requireShop())
        return BalanceOutput(balance: balances.own, others: balances.others)
      },
      .api(
        .get, "/shops/{shop}/transactions", "List a shop's ledger lines, newest first", tag: "Shop money",
        .shop(.payouts), query: LineQuery.self, answer: Page<LedgerLineOutput>.self
      ) { request, query in
        try await settlement.lines(of: request.requireShop(), query.filter, request.page())
          .map(LedgerLineOutput.init)
      },
    ]
  }
}

struct LineQuery: Input {
  let filter: LineFilter

  init(from input: inout InputReader) throws {
    let account = input.optional("account", .choice(LineAccount.self))
    filter = LineFilter(
      account: account.map { $0 == .pending ? .pending : .available },
      currency: input.optional("currency", .currency))
  }

  /// The accounts that have lines of their own.
  enum LineAccount: String, CaseIterable, Sendable {
    case pending, available
  }
}

extension ShopAccount: JSONWritable {}

extension LedgerKind: JSONWritable {}

/// What a shop has earned: in its own currency, and in those of markets that it has sold in.
struct BalanceOutput: Output {
  let balance: ShopBalance
  var others: [ShopBalance] = []

  static let fields: [OutputField<Self>] = [
    .init("pending") { $0.balance.pending },
    .init("available") { $0.balance.available },
    .init("inPayout") { $0.balance.inPayout },
    .init("inOtherCurrencies") { view in view.others.map { CurrencyBalanceOutput(balance: $0) } },
  ]
}

/// What a shop has earned in one currency.
struct CurrencyBalanceOutput: Output {
  let balance: ShopBalance

  static let fields: [OutputField<Self>] = [
    .init("currency") { $0.balance.currency },
    .init("pending") { $0.balance.pending },
    .init("available") { $0.balance.available },
    .init("inPayout") { $0.balance.inPayout },
  ]
}

/// A line of a shop's ledger.
struct LedgerLineOutput: Output {
  let line: ShopLine

  static let fields: [OutputField<Self>] = [
    .init("id") { "\($0.line.place.transaction)-\($0.line.place.position)" },
    .init("kind") { $0.line.kind },
    .init("description") { $0.line.description },
    .init("account") { $0.line.account },
    .init("amount") { $0.line.amount },
    .init("balance") { $0.line.balance },
    .init("order") { $0.line.order },
    .init("orderNumber") { $0.line.orderNumber },
    .init("payout") { $0.line.payout },
    .init("gross") { $0.line.gross },
    .init("commission") { $0.line.commission },
    .init("net") { $0.line.net },
    .init("at") { $0.line.at },
  ]
}
