import Kernel
import Web

/// How many lines a refusal names.
private let namedLines = 3

extension StatedAmount {
  /// A sum that a form showed, so that it comes back in the same words.
  package static func formValue(_ total: MoneyTotal) -> String { "\(total.amount) \(total.currency.code)" }

  /// Without a currency it is in that of what is bought.
  func money(_ standard: Currency) -> Money { Money(amount, currency ?? standard) }
}

extension Rule where Value == StatedAmount {
  /// A sum that somebody saw, in minor units from 0, with or without its currency: `1999`,
  /// `{"amount": 1999, "currency": "EUR"}`, and in forms `1999 EUR`.
  package static var seenSum: Rule {
    Rule(schema: StatedAmount.schema(), placeholder: .nothing) { value in
      switch value {
      case .json(let json): return try StatedAmount(json)
      case .text(let text):
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first, words.count <= 2 else { throw StatedAmount.wrongType }
        return try StatedAmount(
          InputValue.text(first).integer(), currency: words.count == 2 ? words[1] : nil)
      }
    }
  }
}

/// What a buyer agreed to order. Prices, deliveries and carts change behind a page that somebody looks at.
struct ExpectedCost: Sendable, Hashable {
  private static let otherGoods: Words = "There are other goods in the cart now."

  /// `nil` for whatever it costs.
  let total: StatedAmount?
  let delivery: StatedAmount?
  /// How many pieces of which variants; empty for whatever is in the cart.
  let items: [VariantID: Int64]
  /// That of sums without one, where it is not that of what is bought.
  var currency: Currency?
  /// What all of it cost at the prices that a buyer saw who stated no sum.
  var seen: Money?
  /// Whether a buyer who stated no sum can't have seen one, as there is none at the prices that they saw.
  var isUnseen = false

  /// True when the buyer agreed to this sum, or to more: what got cheaper is passed on.
  func covers(_ sum: Money) -> Bool {
    guard let agreed = agreed(sum.currency) else { return true }
    return agreed.currency == sum.currency && sum.amount <= agreed.amount
  }

  private func agreed(_ standard: Currency) -> Money? { total?.money(currency ?? standard) ?? seen }

  /// True when the buyer agreed to just these goods, whatever they cost.
  func names(_ items: [PurchasedItem]) -> Bool {
    self.items.isEmpty
      || self.items == Dictionary(items.map { ($0.variant, $0.quantity) }, uniquingKeysWith: +)
  }

  /// Throws `.totalChanged` with the new sum and what is dearer or other goods, when the buyer did not agree to it.
  func check(_ quote: CheckoutQuote, _ lines: [CartLine]) throws {
    var fields: [FieldError] = []
    var sentences: [Words] = []
    var isOther = !names(quote.parts.flatMap(\.items))
    if let seen = agreed(quote.currency), !covers(quote.total) {
      let sum: Words = "The total is now \(quote.total) instead of \(seen)."
      let prices = lines.filter { $0.priceSeen != $0.unitPrice }
      fields.append(FieldError(field: "expectedTotal", code: "changed", message: sum))
      fields += prices.map {
        FieldError(field: "items.\($0.variant)", code: "price_changed", message: $0.priceChange)
      }
      sentences += [sum] + prices.prefix(namedLines).map(\.priceChange)
      if let before = delivery?.money(currency ?? quote.currency) {
        if before != quote.shippingTotal {
          sentences.append("Delivery now costs \(quote.shippingTotal) instead of \(before).")
        }
        // Whoever does not say which goods they saw is told what follows from the sums.
        let isMore = prices.isEmpty && seen.amount - before.amount != quote.itemsTotal.amount
        isOther = isOther || (items.isEmpty && isMore)
      }
    }
    if isOther { sentences.append(ExpectedCost.otherGoods) }
    if isUnseen {
      let sum: Words = "Delivered there, the total is \(quote.total)."
      fields.append(FieldError(field: "expectedTotal", code: "changed", message: sum))
      sentences.append(sum)
    }
    guard !sentences.isEmpty else { return }
    if !items.isEmpty, isOther {
      fields.append(FieldError(field: "expectedItems", code: "changed", message: ExpectedCost.otherGoods))
    }
    sentences.append("Nothing was ordered.")
    throw Problem(.totalChanged, Words(sentences: sentences), fields: fields, total: quote.total)
  }
}
