import Kernel
import Ordering
import Web

/// What the address of a list of orders says, for both portals.
package struct OrderSearch {
  /// What stands for all orders that wait to be sent.
  package static let toSend = "toSend"

  package let state: ListState
  package let filter: OrderFilter
  package let order: OrderListOrder
  /// What of it can't be read.
  package let errors: [FieldError]

  /// Reads the query of the list at `path`, of a shop's orders or of all; its days are those of a zone.
  package init(_ path: String, _ query: Parameters, shop: ShopID? = nil, in zone: Zone) {
    let state = ListState(
      path, query, filters: ["status", "q", "payment", "from", "until", "currency"],
      sorts: OrderColumns.sorts)
    let period = ActivityPeriod(state.filters, in: zone)
    var errors = period.errors
    var filter = OrderFilter(
      shop: shop, text: state["q"], payment: state["payment"].flatMap { PaymentStatus(rawValue: $0) },
      placedFrom: period.from, placedBefore: period.until)
    if state["status"] == Self.toSend {
      filter.states = OrderStatus.unsent
    } else {
      filter.status = state["status"].flatMap { OrderStatus(rawValue: $0) }
    }
    if let code = state["currency"] {
      filter.currency = Currency(code.uppercased())
      if filter.currency == nil {
        errors.append(
          FieldError(field: "currency", code: "unknown", message: "Write the code of a currency, as EUR."))
      }
    }
    self.state = state
    self.filter = filter
    self.errors = errors
    order = state.sort.flatMap { OrderListOrder(rawValue: $0.text) } ?? .newest
  }

  /// The same when everything can be read. Throws `.invalidInput`.
  package func checked() throws -> OrderSearch {
    guard errors.isEmpty else { throw Problem(.invalidInput, fields: errors) }
    return self
  }

  /// How the list can be narrowed, besides its tabs.
  package static let filters: [ListFilter] = [
    ListFilter("payment", "Payment", .choice(PaymentStatus.allCases.map { Choice($0.rawValue, $0.title) })),
    ListFilter("from", "Placed from", .day), ListFilter("until", "Placed until", .day),
    ListFilter("currency", "Currency", .text),
  ]
}
