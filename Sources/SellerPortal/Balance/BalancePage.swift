import Kernel
import Presentation
import Settlement
import Web

/// What a shop has earned, where it stands, and what it asked for.
struct BalancePage {
  let frame: SellerFrame
  /// What it has in the currency that the page is about.
  let balance: ShopBalance
  /// The shop's own currency, and those of markets that it has sold in.
  let currencies: [Currency]
  let account: ShopAccount?
  let lines: Page<ShopLine>
  let isFirst: Bool
  let form: FormState
}

/// What a shop was paid.
struct PayoutsPage {
  let frame: SellerFrame
  let balance: ShopBalance
  let payouts: Page<Payout>
  let isFirst: Bool
}

/// How much a vendor asks for, typed in major units of the currency, which is the shop's where none is named.
struct PayoutForm: Input {
  let amount: String
  let currency: Currency?
  let note: String?

  init(from input: inout InputReader) throws {
    amount = input.required("amount", .text(1...60))
    currency = input.optional("currency", .currency)
    note = input.optional("note", .text(1...300))
  }

  /// Minor units of `currency`. Throws `.invalidInput`.
  func amount(in currency: Currency) throws -> Int64 {
    do {
      return try Rule<Int64>.money(in: currency).parse(.text(amount))
    } catch let failure as InputFailure {
      throw Problem.invalid("amount", failure.code, failure.message)
    }
  }
}

extension SellerPortal {
  /// `currency` is the code of the one that the page is about; the shop's where it has no other such.
  func balancePage(
    _ request: Request, _ refused: FormState?, in currency: String? = nil
  ) async throws -> BalancePage {
    let shop = try request.requireShop()
    let account = request.query["account"].flatMap { ShopAccount(rawValue: $0) }
    let page = try request.page()
    let balances = try await settlement.balances(of: shop)
    let code = currency ?? request.query["currency"]
    let balance = balances.all.first { $0.currency.code == code } ?? balances.own
    let whole = FormState(values: ["amount": balance.largestPayout.typed])
    return BalancePage(
      frame: try await frame(request), balance: balance, currencies: balances.all.map(\.currency),
      account: account,
      lines: try await settlement.lines(
        of: shop, LineFilter(account: account, currency: balance.currency), page),
      isFirst: page.cursor == nil, form: refused ?? whole)
  }

  func payoutsPage(_ request: Request) async throws -> PayoutsPage {
    let shop = try request.requireShop()
    let page = try request.page()
    return PayoutsPage(
      frame: try await frame(request), balance: try await settlement.balance(of: shop),
      payouts: try await settlement.payouts(of: shop, page), isFirst: page.cursor == nil)
  }

  func askForPayout(_ request: Request) async throws -> Response {
    let shop = try await vendors.shop(request.requireShop())
    return try await RefusedForm.answer(request) {
      let form = try request.form(PayoutForm.self)
      let payout = try await settlement.requestPayout(
        PayoutRequest(
          amount: form.amount(in: form.currency ?? shop.currency), currency: form.currency?.code,
          note: form.note), from: shop.id,
        by: request.requireViewer().account)
      return .redirect(
        to: SellerPaths(shop).payouts,
        flash: .success("\(payout.amount) is on its way. You get a mail when it was sent."))
    } again: { form, _ in
      try await balancePage(request, form, in: request.formValues["currency"]).html(request)
    }
  }
}
