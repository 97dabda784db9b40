import Areas
import Kernel
import Persistence

/// The order of a list of orders.
package enum OrderListOrder: String, CaseIterable, Sendable {
  case newest = "-placed"
  case oldest = "placed"
  /// By the total, within each currency.
  case dearest = "-total"
  case cheapest = "total"

  /// By what rows `o` are sorted. Ids are made when orders are placed; a list of a period goes by its own index.
  func keys(_ filter: OrderFilter) -> KeyOrder {
    switch self {
    case .newest: KeyOrder(filter.hasPeriod ? ["o.placed_at", "o.id"] : ["o.id"], isDescending: true)
    case .oldest: KeyOrder(filter.hasPeriod ? ["o.placed_at", "o.id"] : ["o.id"], isDescending: false)
    case .dearest: KeyOrder(["o.currency", "o.total", "o.id"], isDescending: true)
    case .cheapest: KeyOrder(["o.currency", "o.total", "o.id"], isDescending: false)
    }
  }

  func cursor(behind order: Order, _ filter: OrderFilter) -> Cursor {
    let id = order.id.description
    switch self {
    case .newest, .oldest:
      return filter.hasPeriod ? Cursor([String(order.times.placedAt.milliseconds), id]) : Cursor([id])
    case .dearest, .cheapest: return Cursor([order.currency.code, String(order.total.amount), id])
    }
  }

  /// What the cursor of this order holds. Throws `.invalidInput` for one of another list.
  func place(_ cursor: Cursor, _ filter: OrderFilter) throws -> [SQL] {
    let foreign = Problem.invalid("cursor", "invalid", "This is not a cursor of this list.")
    let values = cursor.values
    guard let id = values.last.flatMap({ OrderID($0) }) else { throw foreign }
    switch self {
    case .newest, .oldest:
      guard filter.hasPeriod else {
        guard values.count == 1 else { throw foreign }
        return ["\(id)"]
      }
      guard values.count == 2, let moment = Int64(values[0]) else { throw foreign }
      return ["\(moment)", "\(id)"]
    case .dearest, .cheapest:
      guard values.count == 3, let total = Int64(values[1]) else { throw foreign }
      return ["\(values[0])", "\(total)", "\(id)"]
    }
  }
}
