import Catalog
import Kernel
import Presentation
import Web

/// All markets, and the form for the next.
struct MarketsPage {
  let frame: AdminFrame
  let markets: [PriceMarket]
  let form: FormState
}

/// One market.
struct MarketPage {
  let frame: AdminFrame
  let market: PriceMarket
  let form: FormState
}

extension AdminPortal {
  func marketsPage(_ request: Request, _ form: FormState) async throws -> MarketsPage {
    MarketsPage(frame: try await frame(request), markets: try await catalog.markets(), form: form)
  }

  func addMarket(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let market = try await catalog.addMarket(NewMarketInput.read(request.formValues.countriesApart))
      return .redirect(
        to: AdminPaths.markets,
        flash: .success("\(market.name) is there. Vendors can give their goods prices in it."))
    } again: { form, problem in
      var form = form
      form.errors = problem.countriesTogether
      return try await marketsPage(request, form).html(request)
    }
  }

  func marketPage(_ request: Request, _ refused: FormState?) async throws -> MarketPage {
    let market = try await catalog.market(request.parameter("market"))
    return MarketPage(
      frame: try await frame(request), market: market, form: refused ?? FormState(market))
  }

  func editMarket(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let edit = request.edit(over: { (present: PriceMarket) in FormState(present) }) { form in
        try MarketChangesInput.read(
          form.countriesApart.setting("active", form["active"] == "true" ? "true" : "false"))
      }
      let market = try await catalog.editMarket(request.parameter("market"), edit)
      return .redirect(to: AdminPaths.markets, flash: .success("\(market.name) is saved."))
    } again: { form, problem in
      var form = form
      form.errors = problem.countriesTogether
      return try await marketPage(request, form).html(request)
    }
  }
}

extension Parameters {
  /// The same with every country of the one field by itself, as they are written with commas between.
  fileprivate var countriesApart: Parameters {
    var apart = Parameters(pairs.filter { $0.name != "countries" }.map { ($0.name, $0.value) })
    for country in (self["countries"] ?? "").split(whereSeparator: ",;،؛ ".contains) {
      apart.append("countries", country.uppercased())
    }
    if !apart.has("countries") { apart.append("countries", "") }
    return apart
  }
}

extension Problem {
  /// What is wrong, with that of single countries at the field of all.
  fileprivate var countriesTogether: [FieldError] {
    fields.map { error in
      guard error.field.hasPrefix("countries") else { return error }
      let isUnknown = error.field != "countries"
      return FieldError(
        field: "countries", code: error.code,
        message: isUnknown
          ? "Write countries as two letters each, with commas between them: DE, AT, CH." : error.message)
    }
  }
}

extension FormState {
  /// The fields of a market.
  fileprivate init(_ market: PriceMarket) {
    let form = FormState(values: [
      "name": market.name, "currency": market.currency.code,
      "countries": market.countries.joined(separator: ", "), "active": market.isActive ? "true" : "",
    ])
    self = form.ofStored
  }
}
