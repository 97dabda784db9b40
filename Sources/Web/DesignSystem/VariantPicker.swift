import Kernel

/// One way to have a product, such as red in M.
package struct VariantChoice: Sendable {
  let id: String
  let values: [String]
  let price: Money
  let compareAt: Money?
  let available: Int
  let pictureIndex: Int?

  /// A variant: one value per option in their order, and how many can be bought. `pictureIndex` is the
  /// picture of the gallery (0 first) that shows it.
  package init(
    id: String, values: [String], price: Money, compareAt: Money? = nil, available: Int,
    pictureIndex: Int? = nil
  ) {
    self.id = id
    self.values = values
    self.price = price
    self.compareAt = compareAt
    self.available = available
    self.pictureIndex = pictureIndex
  }
}

/// An option such as "Colour", with the values in the order of showing.
package struct VariantOption: Sendable {
  let name: String
  let values: [String]
  let swatches: [String: String]

  /// An option; `swatches` gives values a colour as `#c2570c`.
  package init(_ name: String, _ values: [String], swatches: [String: String] = [:]) {
    self.name = name
    self.values = values
    self.swatches = swatches
  }
}

/// The form that puts a product into the cart. Where script runs: swatches and buttons, sold-out ones struck,
/// price and picture following the choice. Without: one list of all variants. Sends `variant` and `quantity`.
package enum VariantPicker {
  /// The whole form; `path` is where it posts. The price also stands outside, in an element with `data-price`.
  package static func form(
    path: String, options: [VariantOption], variants: [VariantChoice], chosen: String?,
    label: Words = "Add to cart",
    more: HTML? = nil
  ) -> HTML {
    let available = variants.contains { $0.available > 0 }
    let shown = current(variants, chosen)
    let choice =
      variants.count == 1
      ? Button.hidden("variant", variants[0].id) : picker(options, variants, chosen)
    return """
      <form class="buy" method="post" action="\(path)" data-module="variants cart">\
      \(choice)\
      <p class="buy__stock" data-stock data-level="\(level(shown))" role="status">\(stock(shown))</p>\
      <div class="buy__quantity">\(Quantity.field(maximum: 99))</div>\
      <div class="buy__bar">\(shown.map(price))\
      <button class="button button--primary button--large buy__button" type="submit" data-buy\
      \(attribute: "disabled", if: !available)>\(Icon.show(.cart))<span data-buy-label>\
      \(available ? label : "Sold out")</span></button>\(more)</div></form>
      """
  }

  /// The chosen variant, else the first that can be bought, else the first.
  private static func current(_ variants: [VariantChoice], _ chosen: String?) -> VariantChoice? {
    variants.first { $0.id == chosen } ?? variants.first { $0.available > 0 } ?? variants.first
  }

  /// On a phone the bar with the button stays in view, and with it what is to be paid.
  private static func price(_ variant: VariantChoice) -> HTML {
    """
    <div class="buy__price" data-price>\(Price.show(variant.price, was: variant.compareAt, isLarge: true))</div>
    """
  }

  private static func level(_ variant: VariantChoice?) -> String {
    switch variant?.available ?? 0 {
    case ...0: "none"
    case 1...5: "few"
    default: "plenty"
    }
  }

  /// What the stock line says: nothing to worry about, few left, none.
  static func stock(_ variant: VariantChoice?) -> Words {
    guard let variant else { return .none }
    switch variant.available {
    case ...0: return "Sold out"
    case 1...5: return "\(count: variant.available, one: "Only # left", other: "Only # left")"
    default: return "In stock"
    }
  }

  private static func picker(_ options: [VariantOption], _ variants: [VariantChoice], _ chosen: String?)
    -> HTML
  {
    let current = current(variants, chosen)
    let list = variants.map { variant -> HTML in
      """
      <option value="\(variant.id)"\(attribute: "selected", if: variant.id == current?.id)\
      \(attribute: "disabled", if: variant.available < 1)>\(label(variant))</option>
      """
    }
    let groups = options.enumerated().map { index, option -> HTML in
      let value = current.flatMap { $0.values.indices.contains(index) ? $0.values[index] : nil }
      return group(option, index, value)
    }
    return """
      <div class="no-script"><div class="field"><label class="field__label" for="variant">\(say: "Which one")</label>\
      <div class="select"><select class="input" id="variant" name="variant" data-variant>\(list)</select>\
      \(Icon.show(.chevronDown))</div></div></div>\
      <div class="needs-script variants">\(groups)</div>\(data(variants))
      """
  }

  private static func label(_ variant: VariantChoice) -> Words {
    let values = variant.values.joined(separator: " / ")
    return variant.available < 1
      ? "\(values) — \(variant.price) (sold out)" : "\(values) — \(variant.price)"
  }

  private static func group(_ option: VariantOption, _ index: Int, _ current: String?) -> HTML {
    let values = option.values.enumerated().map { place, value -> HTML in
      let id = "option-\(index)-\(place)"
      let color = option.swatches[value]
      return """
        <input class="variant__input" type="radio" id="\(id)" name="option-\(index)" value="\(value)" \
        data-option="\(index)"\(attribute: "checked", if: value == current)>\
        <label class="variant__label\(color == nil ? "" : " variant__label--swatch")" for="\(id)"\
        \(attribute: "title", color == nil ? nil : value)>\(color.map(FilterPanel.swatch))\
        <bdi\(attribute: "class", color == nil ? nil : "visually-hidden")>\(value)</bdi></label>
        """
    }
    return """
      <fieldset class="variant"><legend class="variant__title"><bdi>\(option.name)</bdi>: \
      <bdi class="variant__chosen" data-chosen="\(index)">\(current ?? "")</bdi></legend>\
      <div class="variant__values">\(values)</div></fieldset>
      """
  }

  private static func data(_ variants: [VariantChoice]) -> HTML {
    let list = variants.map { variant -> JSONValue in
      .object([
        "id": .string(variant.id), "values": .array(variant.values.map { .string($0) }),
        "price": .string(Price.show(variant.price, was: variant.compareAt, isLarge: true).string),
        "stock": .string(stock(variant).text), "available": .integer(Int64(variant.available)),
        "picture": variant.pictureIndex.map { .integer(Int64($0)) } ?? .null,
      ])
    }
    return DataBlock.show(.array(list))
  }
}

/// How many.
package enum Quantity {
  /// A number with a button at each side.
  package static func field(
    name: String = "quantity", value: Int = 1, minimum: Int = 1, maximum: Int, label: Words = "Quantity"
  ) -> HTML {
    """
    <div class="quantity" data-module="quantity"><button type="button" class="quantity__button needs-script" \
    data-step="-1" aria-label="\(say: "One less")">\(Icon.show(.minus))</button>\
    <input class="quantity__input num" type="number" inputmode="numeric" name="\(name)" value="\(value)" \
    min="\(minimum)" max="\(max(minimum, maximum))" step="1" aria-label="\(label)" required>\
    <button type="button" class="quantity__button needs-script" data-step="1" aria-label="\(say: "One more")">\
    \(Icon.show(.plus))</button></div>
    """
  }

  /// The quantity of a line in the cart: posts `fields` and `quantity` to `path` when it changes.
  package static func line(
    path: String, fields: [(name: String, value: String)], value: Int, maximum: Int, title: Words,
    replaces: String = "#cart"
  ) -> HTML {
    """
    <form class="quantity-form" method="post" action="\(path)" data-module="partial" data-replace="\
    \(replaces)" \
    data-on-change>\(fields.map { Button.hidden($0.name, $0.value) })\
    \(field(value: value, minimum: 0, maximum: maximum, label: "Quantity of \(title)"))\
    <button class="button button--quiet button--small no-script" type="submit">\
    <span>\(say: "Update")</span></button></form>
    """
  }
}
