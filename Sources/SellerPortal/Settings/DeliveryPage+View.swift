import Kernel
import Presentation
import Web

extension DeliveryPage {
  func html(_ request: Request) -> HTML {
    let sections = (0..<rowCount).map { index in section(index) }
    return frame.page(
      .settings, request, title: "Settings",
      actions: frame.shop.status.badge(for: .vendor),
      """
      \(SettingsTabs.html(frame, current: frame.paths.delivery))\
      \(FormLayout.form(action: frame.paths.delivery, state: form, HTML.joined(sections)))
      """)
  }

  private func section(_ index: Int) -> HTML {
    let isFree = form.value("options[\(index)].id") == nil
    let title =
      isFree ? "Another option" : Words(verbatim: form.value("options[\(index)].name") ?? "")
    let text: Words =
      isFree
      ? "Fill in a name to add it, as Express or Pick-up."
      : "What customers can choose when they buy from you."
    return FormLayout.section(title, text, fields(index, isFree: isFree))
  }

  private func fields(_ index: Int, isFree: Bool) -> HTML {
    let place = "options[\(index)]."
    let currency = frame.shop.currency.code
    let id: HTML? = isFree ? nil : Button.hidden(place + "id", form.value(place + "id") ?? "")
    let remove: HTML? = isFree ? nil : Field.checkbox(place + "remove", "Remove this option", in: form)
    return """
      \(id)\(FormLayout.row(
        Field.text(place + "name", "Name", in: form, required: !isFree, maximumLength: 60),
        Field.text(
          place + "countries", "Countries", in: form, required: false,
          placeholder: "Everywhere, or DE, AT, CH")))\
      \(FormLayout.row(
        Field.money(place + "price", "Price", currency: currency, in: form, required: !isFree, width: .full),
        Field.money(
          place + "freeFrom", "Free from", currency: currency, in: form, required: false, width: .full)))\
      \(FormLayout.row(
        Field.number(
          place + "minDays", "Days at best", in: form, required: !isFree, maximum: 365, unit: "days",
          width: .full),
        Field.number(
          place + "maxDays", "Days at worst", in: form, required: !isFree, maximum: 365, unit: "days",
          width: .full)))\(markets.map { fields(of: $0, place) })\(remove)
      """
  }

  /// What the delivery costs in a market; one in another currency than the shop's has none without it.
  private func fields(of market: PriceMarket, _ place: String) -> HTML {
    let currency = market.currency.code
    return FormLayout.row(
      Field.money(
        place + "marketPrices[\(market.code)]", "Price in \(market.name)", currency: currency, in: form,
        hint: market.currency == frame.shop.currency
          ? nil : "Goods at the prices of this market are only delivered this way with a price here.",
        required: false, width: .full),
      Field.money(
        place + "marketFreeFrom[\(market.code)]", "Free from in \(market.name)", currency: currency,
        in: form, required: false, width: .full))
  }
}
