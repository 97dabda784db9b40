import Kernel

/// Lets people choose at the prices of which market they buy; works without script.
package enum MarketChooser {
  /// Where it posts to, with the code of the chosen one as `market`, empty for none; the answer leads back to where it came
  /// from.
  package static let path = "/market"

  /// All markets in a row, for a footer; nothing where there are none.
  static func row(_ markets: [PriceMarket]) -> HTML {
    guard !markets.isEmpty else { return HTML() }
    return """
      <form class="languages" method="post" action="\(path)" aria-label="\(say: "Prices for")">\
      \(button("", "All countries", isChosen: PriceMarket.current == nil))\
      \(markets.map { market in
        button(
          market.code, Words(verbatim: "\(market.name) (\(market.currency.code))"),
          isChosen: PriceMarket.current?.id == market.id)
      })</form>
      """
  }

  private static func button(_ code: String, _ label: Words, isChosen: Bool) -> HTML {
    let marker: String? = isChosen ? "true" : nil
    return """
      <button class="languages__choice" type="submit" name="market" value="\(code)" dir="auto"\
      \(attribute: "aria-current", marker)>\(label)</button>
      """
  }
}
