import Kernel
import Presentation
import Settlement
import Web

/// What the address of the list of payouts says.
struct PayoutSearch {
  let state: ListState
  let filter: PayoutFilter
  /// What of it can't be read.
  let errors: [FieldError]

  /// Reads the query of the list; its days are those of a zone.
  init(_ query: Parameters, in zone: Zone) {
    let state = ListState(
      AdminPaths.payouts, query, filters: ["status", "from", "until", "currency"], sorts: ["asked", "amount"])
    let period = ActivityPeriod(state.filters, in: zone)
    var errors = period.errors
    let currency = state["currency"].flatMap { Currency($0.uppercased()) }
    if currency == nil, state["currency"] != nil {
      errors.append(
        FieldError(field: "currency", code: "unknown", message: "Write the code of a currency, as EUR."))
    }
    self.state = state
    self.errors = errors
    filter = PayoutFilter(
      state: state["status"].flatMap { PayoutState(rawValue: $0) }, currency: currency,
      askedFrom: period.from, askedBefore: period.until,
      order: state.sort.flatMap { PayoutOrder(rawValue: $0.text) } ?? .newest)
  }

  /// The same when everything can be read. Throws `.invalidInput`.
  func checked() throws -> PayoutSearch {
    guard errors.isEmpty else { throw Problem(.invalidInput, fields: errors) }
    return self
  }

  /// How the list can be narrowed, besides its tabs.
  static let filters: [ListFilter] = [
    ListFilter("from", "Asked from", .day), ListFilter("until", "Asked until", .day),
    ListFilter("currency", "Currency", .text),
  ]
}
