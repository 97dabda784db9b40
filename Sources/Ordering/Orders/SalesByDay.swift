import Kernel
import Persistence

/// What was ordered on one day, in one currency; cancelled orders are not counted.
package struct DailySales: Hashable, Sendable {
  /// Midnight UTC.
  package let day: Timestamp
  package let orders: Int64
  package let total: MoneyTotal
}

private let dayMilliseconds: Int64 = 86_400_000

extension Ordering {
  /// Orders placed on each of the last `days` days up to today, of one shop or of all, per currency. Days without
  /// orders are there with nothing; without any order the list is empty.
  package func salesByDay(of shop: ShopID?, days: Int) async throws -> [DailySales] {
    let today = clock.now().milliseconds / dayMilliseconds
    let first = today - Int64(max(1, days)) + 1
    let found = try await database.read(mode: .relaxed) { snapshot in
      try OrderStore.sales(
        of: shop, since: Timestamp(milliseconds: first * dayMilliseconds), dayMilliseconds: dayMilliseconds,
        snapshot)
    }
    return Set(found.map(\.total.currency)).sorted().flatMap { currency in
      (first...today).map { number in
        let day = Timestamp(milliseconds: number * dayMilliseconds)
        return found.first { $0.day == day && $0.total.currency == currency }
          ?? DailySales(day: day, orders: 0, total: .zero(currency))
      }
    }
  }
}
