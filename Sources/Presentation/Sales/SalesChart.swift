import Kernel
import Ordering
import Web

/// Sales of some days in one currency.
package enum SalesChart {
  /// The card with a bar for each day, its height what is left after refunds, which are told beside it.
  package static func card(
    _ title: Words, _ sales: [DailySales], in zone: Zone, _ currency: Currency, aside: HTML? = nil
  ) -> HTML {
    let formats = Language.current.formats
    let points = sales.map { day in
      ChartPoint(Words(verbatim: formats.shortDay(day.day)), day.net.amount, day.words.text)
    }
    let chart = Chart.bars(title, points, tick: { axis($0, $1, currency) })
    return Card.show(
      title, aside: aside,
      """
      \(chart)<p class="muted small">\(say: "Days by the clocks of \(zone.title). Refunds are taken off.")</p>
      """)
  }

  /// A value of the axis: all of them have decimals, or none.
  static func axis(_ value: Int128, _ step: Int128, _ currency: Currency) -> String {
    let total = MoneyTotal(value, currency)
    return step % Int128(currency.minorPerMajor) == 0
      ? Language.current.formats.wholeMoney(total) : total.display
  }
}

extension DailySales {
  /// What happened on the day, refunds apart.
  fileprivate var words: Words {
    let orders: Words = "\(count: orders, one: "# order", other: "# orders")"
    return refunded.isZero
      ? "\(net), \(orders)" : "\(net), \(orders), \(refunded) refunded"
  }
}

extension Sequence<DailySales> {
  /// The sum of a part of each day.
  package func sum(_ part: (DailySales) -> MoneyTotal) -> Int128 { reduce(0) { $0 + part($1).amount } }
}
