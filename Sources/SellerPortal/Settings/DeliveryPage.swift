import Kernel
import Ordering
import Presentation
import Vendors
import Web

/// How many options the form has room for beyond those that are there.
private let freeRows = 1

/// The ways in which the shop delivers.
struct DeliveryPage {
  let frame: SellerFrame
  /// How many options the form shows, with a free one at the end.
  let rowCount: Int
  let markets: [PriceMarket]
  let form: FormState
}

extension SellerPortal {
  func deliveryPage(_ request: Request) async throws -> DeliveryPage {
    let options = try await ordering.shippingOptions(of: request.requireShop())
    let markets = try await catalog.activeMarkets()
    return DeliveryPage(
      frame: try await frame(request), rowCount: min(maximumShippingOptions, options.count + freeRows),
      markets: markets, form: FormState(options, at: markets))
  }

  func editDelivery(_ request: Request) async throws -> Response {
    let shop = try await vendors.shop(request.requireShop())
    let reading = DeliveryForm(request.formValues)
    // Prices in markets that the form does not show, as nobody can be in them now, stay.
    let all = try await catalog.markets()
    return try await RefusedForm.answer(request) {
      let edit = request.edit(over: { (present: [ShippingOption]) in FormState(present, at: all) }) { form in
        try ShippingOptionsInput.read(DeliveryForm(form).parameters)
      }
      _ = try await ordering.replaceShippingOptions(of: shop.id, edit)
      return .redirect(
        to: SellerPaths(shop).delivery, flash: .success("Customers choose from these from now on."))
    } again: { form, problem in
      var form = form
      form.errors = reading.translated(problem).fields
      let rows = (0..<maximumShippingOptions).count { form.values["options[\($0)].name"] != nil }
      return DeliveryPage(
        frame: try await frame(request), rowCount: rows,
        markets: try await catalog.activeMarkets(), form: form
      ).html(request)
    }
  }
}

extension FormState {
  /// The fields of delivery options, with what they cost in these markets. A price in a currency that the market had once
  /// holds no more.
  init(_ options: [ShippingOption], at markets: [PriceMarket]) {
    var values: [String: String] = [:]
    for (index, option) in options.enumerated() {
      let place = "options[\(index)]."
      values[place + "id"] = option.id
      values[place + "name"] = option.title.text
      values[place + "price"] = option.price.typed
      values[place + "freeFrom"] = option.freeFrom?.typed ?? ""
      values[place + "countries"] = option.countries.joined(separator: ", ")
      for market in markets {
        guard let here = option.marketPrices[market.code], here.price.currency == market.currency else {
          continue
        }
        values[place + "marketPrices[\(market.code)]"] = here.price.typed
        values[place + "marketFreeFrom[\(market.code)]"] = here.freeFrom?.typed ?? ""
      }
      values[place + "minDays"] = String(option.minimumDays)
      values[place + "maxDays"] = String(option.maximumDays)
    }
    self = FormState(values: values).ofStored
  }
}
