import Areas
import Kernel
import Web

/// Where vendors ask for their money and admins send it.
package enum PayoutRoutes {
  /// The routes of payouts.
  package static func routes(_ settlement: Settlement) -> [Route] {
    vendorRoutes(settlement) + adminRoutes(settlement)
  }

  private static func vendorRoutes(_ settlement: Settlement) -> [Route] {
    [
      .api(
        .post, "/shops/{shop}/payouts", "Ask for a payout", tag: "Shop money", .shop(.payouts),
        body: PayoutInput.self, answer: PayoutOutput.self, status: .created, idempotent: true,
        problems: [.balanceTooLow, .notAllowedNow]
      ) { request, body in
        try await request.answer(with: PayoutOutput.init) {
          try await settlement.requestPayout(
            body.request, from: request.requireShop(), by: request.requireViewer().account)
        }
      },
      .api(
        .get, "/shops/{shop}/payouts", "List a shop's payouts, newest first", tag: "Shop money",
        .shop(.payouts), query: PayoutQuery.self, answer: Page<PayoutOutput>.self
      ) { request, query in
        try await settlement.payouts(query.filter(shop: request.requireShop()), request.page())
          .map(PayoutOutput.init)
      },
      .download(
        .get, "/shops/{shop}/payouts.csv", "Download what the list of payouts shows, as CSV",
        tag: "Shop money", .shop(.payouts), query: PayoutQuery.self, contentType: "text/csv"
      ) { request, query in
        try await settlement.payoutTable(query.filter(shop: request.requireShop()), as: .csv)
      },
      .download(
        .get, "/shops/{shop}/payouts.xlsx", "Download what the list of payouts shows, for Excel",
        tag: "Shop money", .shop(.payouts), query: PayoutQuery.self,
        contentType: TableFormat.xlsx.contentType
      ) { request, query in
        try await settlement.payoutTable(query.filter(shop: request.requireShop()), as: .xlsx)
      },
      .api(
        .get, "/shops/{shop}/payouts/{payout}", "Show a payout", tag: "Shop money", .shop(.payouts),
        answer: PayoutOutput.self
      ) { request in
        PayoutOutput(
          payout: try await settlement.payout(
            request.id("payout", as: PayoutEntity.self), of: request.requireShop()))
      },
    ]
  }

  private static func adminRoutes(_ settlement: Settlement) -> [Route] {
    [
      .api(
        .get, "/admin/payouts", "List payouts of all shops, newest first", tag: "Admin", .admin(.payouts),
        query: PayoutQuery.self, answer: Page<PayoutOutput>.self
      ) { request, query in
        try await settlement.payouts(query.filter(), request.page()).map(PayoutOutput.init)
      }
    ] + adminFiles(settlement) + adminDecisions(settlement)
  }

  private static func adminFiles(_ settlement: Settlement) -> [Route] {
    [
      .download(
        .get, "/admin/payouts.csv", "Download what the list of payouts shows, as CSV", tag: "Admin",
        .admin(.payouts), query: PayoutQuery.self, contentType: "text/csv"
      ) { _, query in try await settlement.payoutTable(query.filter(), as: .csv) },
      .download(
        .get, "/admin/payouts.xlsx", "Download what the list of payouts shows, for Excel", tag: "Admin",
        .admin(.payouts), query: PayoutQuery.self, contentType: TableFormat.xlsx.contentType
      ) { _, query in try await settlement.payoutTable(query.filter(), as: .xlsx) },
    ]
  }

  private static func adminDecisions(_ settlement: Settlement) -> [Route] {
    [
      .api(
        .post, "/admin/payouts/{payout}/complete", "The money was sent", tag: "Admin", .admin(.payouts),
        optionalBody: CompletePayoutInput.self, answer: PayoutOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow, .ownShop]
      ) { request, body in
        try await request.answer(with: PayoutOutput.init) {
          try await settlement.completePayout(
            request.id("payout", as: PayoutEntity.self), bankReference: body?.reference,
            by: request.requireViewer().account)
        }
      },
      .api(
        .post, "/admin/payouts/{payout}/fail", "The money could not be sent and returns to the balance",
        tag: "Admin", .admin(.payouts), body: FailPayoutInput.self, answer: PayoutOutput.self,
        idempotent: true,
        problems: [.notFound, .notAllowedNow, .ownShop]
      ) { request, body in
        try await request.answer(with: PayoutOutput.init) {
          try await settlement.failPayout(
            request.id("payout", as: PayoutEntity.self), reason: body.reason,
            by: request.requireViewer().account)
        }
      },
    ]
  }
}

/// `{amount, note}`; the amount in minor units, alone or with its currency.
struct PayoutInput: Input {
  let request: PayoutRequest

  init(from input: inout InputReader) throws {
    let amount = input.required("amount", .payoutAmount)
    let currency = input.optional("currency", .currency)
    let note = input.optional("note", .text(0...500, multiline: true))
    request = PayoutRequest(
      amount: amount.units, currency: amount.currency?.code ?? currency?.code,
      note: note.flatMap { $0.isEmpty ? nil : $0 })
  }
}

/// An amount whose currency may be left out.
struct PayoutAmount: Sendable {
  let units: Int64
  let currency: Currency?
}

extension Rule where Value == PayoutAmount {
  static var payoutAmount: Rule {
    WantedAmount.rule.map(placeholder: PayoutAmount(units: 1, currency: nil)) { amount in
      let units: Int64
      switch amount {
      case .minorUnits(let asked), .money(let asked, _): units = asked
      // The body is JSON, and text is no number there.
      case .typed: throw InputFailure("wrong_type", "This must be a whole number.")
      }
      guard units > 0 else { throw InputFailure("out_of_range", "Ask for more than nothing.") }
      return PayoutAmount(units: units, currency: amount.currency)
    }
  }
}

/// What the bank calls the transfer.
package struct CompletePayoutInput: Input {
  package let reference: String?

  package init(from input: inout InputReader) throws {
    let reference = input.optional("reference", .text(0...200))
    let note = input.optional("note", .text(0...200))
    self.reference = [reference, note].compactMap { $0 }.first { !$0.isEmpty }
  }
}

/// Why a payout could not be sent.
package struct FailPayoutInput: Input {
  package let reason: String

  package init(from input: inout InputReader) throws { reason = input.required("reason", .text(1...500)) }
}

struct PayoutQuery: Input {
  private let wanted: PayoutFilter

  init(from input: inout InputReader) throws {
    wanted = PayoutFilter(
      state: input.optional("status", .choice(PayoutState.self)),
      currency: input.optional("currency", .currency), askedFrom: input.optional("askedFrom", .timestamp),
      askedBefore: input.optional("askedBefore", .timestamp),
      order: input.optional("sort", .choice(PayoutOrder.self)) ?? .newest)
  }

  /// The filter that it stands for, of a shop's payouts or of all.
  func filter(shop: ShopID? = nil) -> PayoutFilter {
    var filter = wanted
    filter.shop = shop
    return filter
  }
}

/// A payout as JSON.
struct PayoutOutput: Output {
  let payout: Payout

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.payout.id },
    .init("shop") { $0.payout.shop },
    .init("shopName") { $0.payout.shopName },
    .init("amount") { $0.payout.amount },
    .init("status") { $0.payout.state },
    .init("note") { $0.payout.note },
    .init("reference") { $0.payout.bankReference },
    .init("failureReason") { $0.payout.failureReason },
    .init("requestedAt") { $0.payout.requestedAt },
    .init("finishedAt") { $0.payout.finishedAt },
  ]
}
