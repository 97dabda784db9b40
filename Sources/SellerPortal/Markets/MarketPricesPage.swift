import Catalog
import Kernel
import Presentation
import Web

/// What a product costs in markets, each in a form of its own.
struct MarketPricesPage {
  let frame: SellerFrame
  let product: Product
  let offers: [MarketOffer]
  /// The market whose form was refused, with what was typed.
  let refused: (market: String, form: FormState)?
}

extension SellerPortal {
  func marketPricesPage(
    _ request: Request, refused: (market: String, form: FormState)? = nil
  ) async throws -> MarketPricesPage {
    let (shop, name) = (try request.requireShop(), try request.parameter("product"))
    let product = try await catalog.product(name, of: shop)
    guard product.deletedAt == nil else { throw Problem(.notFound) }
    let offers = try await catalog.marketOffers(of: name, in: shop)
    return MarketPricesPage(
      frame: try await frame(request), product: product,
      offers: offers.filter { $0.market.isActive || !$0.prices.isEmpty }, refused: refused)
  }

  func setMarketPrices(_ request: Request) async throws -> Response {
    let (code, name) = (try request.parameter("market"), try request.parameter("product"))
    let reading = MarketPricesForm(request.formValues)
    return try await RefusedForm.answer(request) {
      let edit = request.edit(over: { (present: MarketOffer) in FormState(present) }) { form in
        try MarketPricesInput.read(MarketPricesForm(form).parameters)
      }
      let offer = try await catalog.setMarketPrices(code, of: name, in: request.requireShop(), edit)
      let done: Words =
        offer.prices.isEmpty
        ? "In \(offer.market.name) the prices of your shop hold."
        : "The prices in \(offer.market.name) are saved."
      return .redirect(
        to: try await paths(request).markets(of: offer.product.id), flash: .success(done))
    } again: { form, problem in
      var form = form
      form.id = "market-\(code)"
      form.errors = reading.translated(problem.fields)
      return try await marketPricesPage(request, refused: (code, form)).html(request)
    }
  }
}

/// Turns the form, whose fields name variants, into what the catalogue reads, and its complaints back.
struct MarketPricesForm {
  static func price(_ variant: String) -> String { "price[\(variant)]" }
  static func before(_ variant: String) -> String { "before[\(variant)]" }

  let parameters: Parameters
  private let variants: [String]

  init(_ form: Parameters) {
    var parameters = Parameters([("prices", "")])
    var variants: [String] = []
    for pair in form.pairs where pair.name.hasPrefix("price[") && pair.name.hasSuffix("]") {
      let variant = String(pair.name.dropFirst("price[".count).dropLast())
      let place = "prices[\(variants.count)]."
      parameters.append(place + "variant", variant)
      let before = (form[MarketPricesForm.before(variant)] ?? "").trimmed
      if !pair.value.trimmed.isEmpty { parameters.append(place + "price", pair.value.trimmed) }
      if !before.isEmpty { parameters.append(place + "compareAtPrice", before) }
      variants.append(variant)
    }
    self.parameters = parameters
    self.variants = variants
  }

  /// What is wrong, named as the form names it.
  func translated(_ errors: [FieldError]) -> [FieldError] {
    errors.map { error in
      guard error.field.hasPrefix("prices["), let index = Int(error.field.dropFirst(7).prefix { $0 != "]" }),
        variants.indices.contains(index)
      else { return error }
      let isBefore = error.field.hasSuffix("compareAtPrice")
      let field =
        isBefore ? MarketPricesForm.before(variants[index]) : MarketPricesForm.price(variants[index])
      return FieldError(field: field, code: error.code, message: error.message)
    }
  }
}

extension FormState {
  /// The fields of the prices in a market.
  init(_ offer: MarketOffer) {
    var values: [String: String] = [:]
    for variant in offer.product.variants {
      let (id, price) = (variant.id.description, offer.prices[variant.id])
      values[MarketPricesForm.price(id)] = price?.price.typed ?? ""
      values[MarketPricesForm.before(id)] = price?.compareAtPrice?.typed ?? ""
    }
    self = FormState(id: "market-\(offer.market.code)", values: values).ofStored
  }
}
