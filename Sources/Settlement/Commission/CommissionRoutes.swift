import Kernel
import Web

/// Where admins set what the marketplace keeps.
package enum CommissionRoutes {
  /// The routes of commission rules.
  package static func routes(_ settlement: Settlement) -> [Route] {
    [
      .api(
        .get, "/admin/commission-rules", "List the commission rules", tag: "Admin", .admin(.commission),
        answer: CommissionRulesOutput.self
      ) { _ in
        CommissionRulesOutput(items: try await settlement.commissionRules().map { CommissionRuleOutput($0) })
      },
      .api(
        .post, "/admin/commission-rules", "Set the commission of a category, a shop or by default",
        tag: "Admin", .admin(.commission), body: CommissionRuleInput.self, answer: CommissionRuleOutput.self,
        status: .created, idempotent: true, problems: [.conflict, .ownShop]
      ) { request, body in
        try await request.answer(with: CommissionRuleOutput.init) {
          try await settlement.setCommission(body.draft)
        }
      },
      .api(
        .get, "/admin/commission-rules/{rule}", "Show a rule", tag: "Admin", .admin(.commission),
        answer: CommissionRuleOutput.self, problems: [.notFound]
      ) { request in
        CommissionRuleOutput(
          try await settlement.commissionRule(request.id("rule", as: CommissionRuleEntity.self)))
      },
      .api(
        .patch, "/admin/commission-rules/{rule}", "Change the rates of a rule", tag: "Admin",
        .admin(.commission), body: CommissionRatesInput.self, answer: CommissionRuleOutput.self,
        problems: [.notFound, .preconditionFailed, .ownShop]
      ) { request, body in
        CommissionRuleOutput(
          try await settlement.changeCommission(
            request.id("rule", as: CommissionRuleEntity.self),
            request.edit(body, ifMatches: CommissionRuleOutput.init)))
      },
      .api(
        .delete, "/admin/commission-rules/{rule}", "Delete a rule", tag: "Admin", .admin(.commission),
        answer: NoContent.self, problems: [.notFound, .notAllowedNow, .ownShop, .preconditionFailed]
      ) { request in
        try await settlement.deleteCommission(
          request.id("rule", as: CommissionRuleEntity.self),
          when: request.condition(ifMatches: CommissionRuleOutput.init))
        return NoContent()
      },
    ]
  }
}

/// The rates of a rule: `basisPoints`, or the same as `percent`, and `flat`, an amount of the rule's currency.
package struct CommissionRatesInput: Input {
  package let basisPoints: Int64?
  package let flat: WantedAmount?

  package init(from input: inout InputReader) throws {
    let points: Int64? = input.optional("basisPoints", .integer(0...10_000))
    let percent: Int64? = input.optional("percent", .percent)
    if points != nil && percent != nil { input.reject("percent", "Send basisPoints or percent, not both.") }
    basisPoints = points ?? percent
    flat = input.optional("flat", WantedAmount.rule)
  }
}

/// A rule as an admin sends it. The scope may be left out where a shop or category tells it.
package struct CommissionRuleInput: Input {
  package let draft: CommissionRuleDraft

  package init(from input: inout InputReader) throws {
    let scope = input.optional("scope", .choice(CommissionScope.self))
    let category = input.optional("category", .text(1...100))
    let shop = input.optional("shop", .text(1...100))
    let rates = try CommissionRatesInput(from: &input)
    let named: Currency? = input.optional("currency", .currency)
    let currency = named ?? rates.flat?.currency
    let flat = CommissionRuleInput.flat(rates.flat, currency, &input)
    let isTold = input.isRejected("basisPoints") || input.isRejected("percent") || input.isRejected("flat")
    if rates.basisPoints == nil && rates.flat == nil && !isTold {
      input.reject("basisPoints", "Send basisPoints, percent or flat.", code: "required")
    }
    let meant: CommissionScope = scope ?? (shop != nil ? .shop : category != nil ? .category : .default)
    if (meant == .shop) != (shop != nil) {
      input.reject("shop", "A rule of the scope shop, and no other, names a shop.")
    }
    if (meant == .category) != (category != nil) {
      input.reject("category", "A rule of the scope category, and no other, names a category.")
    }
    draft = CommissionRuleDraft(
      scope: meant, category: category, shop: shop, basisPoints: rates.basisPoints, flat: flat,
      currency: currency)
  }

  /// Minor units of the currency. Nothing is nothing in every currency; any other amount needs one.
  private static func flat(
    _ amount: WantedAmount?, _ currency: Currency?, _ input: inout InputReader
  ) -> Int64? {
    guard let amount else { return nil }
    do {
      if let currency { return try amount.units(of: currency) }
      if amount.isNothing { return 0 }
      input.reject("currency", CommissionRule.flatNeedsCurrency, code: "required")
    } catch let failure {
      input.reject("flat", failure.message, code: failure.code)
    }
    return nil
  }
}

/// A commission rule as JSON.
struct CommissionRuleOutput: Output {
  let rule: CommissionRule
  let name: String?

  init(_ named: NamedCommissionRule) {
    rule = named.rule
    name = named.name
  }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.rule.id },
    .init("scope") { $0.rule.scope },
    .init("category") { $0.rule.category },
    .init("shop") { $0.rule.shop },
    .init("name") { $0.name },
    .init("basisPoints") { $0.rule.basisPoints },
    .init("flat") { $0.rule.flat },
    .init("currency") { $0.rule.currency },
    .init("createdAt") { $0.rule.createdAt },
    .init("updatedAt") { $0.rule.updatedAt },
  ]
}

/// All rules at once, in the shape of a list's last page.
struct CommissionRulesOutput: Output {
  let items: [CommissionRuleOutput]

  static let fields: [OutputField<Self>] = [
    .init("items") { $0.items },
    .init("nextCursor") { _ in Cursor?.none },
  ]
}
