import Kernel
import Persistence

/// What was ordered and what was given back on one day, in one currency. Cancelled orders are not counted; an order that
/// was refunded stays sold on its day and is taken off on the day of the refund.
package struct DailySales: Hashable, Sendable {
  package let day: CivilDay
  /// How many orders were placed.
  package internal(set) var orders: Int64 = 0
  /// What they came to.
  package internal(set) var sold: MoneyTotal
  /// What was given back, of orders of any day.
  package internal(set) var refunded: MoneyTotal

  /// What is left of the sales: less than nothing on a day on which more was given back than sold.
  package var net: MoneyTotal { MoneyTotal(sold.amount - refunded.amount, sold.currency) }

  /// A day on which nothing happened.
  init(_ day: CivilDay, _ currency: Currency) {
    self.day = day
    sold = .zero(currency)
    refunded = .zero(currency)
  }
}

extension Ordering {
  /// The last `days` days of a time zone up to today, of one shop or of all, per currency. Days without orders are there
  /// with nothing; without any order the list is empty.
  package func salesByDay(of shop: ShopID?, days: Int, in zone: Zone) async throws -> [DailySales] {
    let today = zone.day(of: clock.now())
    let count = Int64(max(1, days))
    let calendar = (1...count).map { today.adding($0 - count) }
    let starts = (calendar + [today.adding(1)]).map { zone.start(of: $0) }
    let (placed, refunded) = try await database.read(mode: .relaxed) { snapshot in
      (
        try OrderStore.sales(.placed, of: shop, starts, snapshot),
        try OrderStore.sales(.refunded, of: shop, starts, snapshot)
      )
    }
    return Set((placed + refunded).map(\.total.currency)).sorted().flatMap { currency in
      var sales = calendar.map { DailySales($0, currency) }
      for part in placed where part.total.currency == currency {
        sales[part.place].orders = part.orders
        sales[part.place].sold = part.total
      }
      for part in refunded where part.total.currency == currency { sales[part.place].refunded = part.total }
      return sales
    }
  }
}
