import Catalog
import Kernel
import Web

/// The prices that visitors narrow a listing to, as they typed them, read in the currency of the listing. What can't be
/// read narrows nothing and is said beside its field.
struct PriceRange: Hashable, Sendable {
  let currency: Currency
  private(set) var low: Bound
  private(set) var high: Bound

  /// One end of the range.
  struct Bound: Hashable, Sendable {
    /// What the field shows: the amount in the reader's language, or what was typed instead of one.
    let shown: String
    fileprivate(set) var amount: Money?
    /// What is wrong with what was typed.
    fileprivate(set) var error: Words?

    fileprivate init(_ typed: String, _ currency: Currency) {
      guard !typed.isEmpty else {
        self.init(shown: "")
        return
      }
      do {
        let amount = Money(try WantedAmount.typed(typed, .current).units(of: currency), currency)
        self.init(shown: amount.typed, amount: amount)
      } catch let failure {
        self.init(shown: typed, error: failure.message)
      }
    }

    private init(shown: String, amount: Money? = nil, error: Words? = nil) {
      self.shown = shown
      self.amount = amount
      self.error = error
    }
  }

  init(from low: String, to high: String, in currency: Currency) {
    self.currency = currency
    self.low = Bound(low, currency)
    self.high = Bound(high, currency)
    guard let lowest = self.low.amount, let highest = self.high.amount, highest.amount < lowest.amount else {
      return
    }
    self.high.amount = nil
    self.high.error = "This must not be lower than \(lowest)."
  }

  var isReadable: Bool { low.error == nil && high.error == nil }
}

extension Storefront {
  /// The state with prices as every language reads them, and the prices as they were typed; none where none were.
  func settled(
    _ state: ListingState, of subject: ListingSubject
  ) async throws -> (state: ListingState, prices: PriceRange?) {
    guard !state.priceFrom.isEmpty || !state.priceTo.isEmpty else { return (state, nil) }
    let usual = try await catalog.priceCurrency(subject.narrow(state.filter))
    let prices = PriceRange(from: state.priceFrom, to: state.priceTo, in: usual?.currency ?? .eur)
    var settled = state
    settled.priceFrom = prices.low.amount?.everywhere ?? ""
    settled.priceTo = prices.high.amount?.everywhere ?? ""
    // Amounts mean something in a currency alone, so the address says which where there is a choice.
    if let usual, !usual.isOnly { settled.filter.currency = usual.currency }
    return (settled, prices)
  }
}
