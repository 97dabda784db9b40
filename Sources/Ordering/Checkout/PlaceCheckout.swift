import Catalog
import Identity
import Kernel
import Persistence

/// How often to draw new order numbers when one is taken already, which is rarer than one in a million.
private let numberAttempts = 3

extension Ordering {
  /// Checks a cart out: freezes the prices and takes the goods off the shelf. Cash on delivery completes
  /// at once into one order per shop; anything else waits for its payment. The same request for the same
  /// cart answers the checkout that is there already. Throws `.cartEmpty`, `.cartClosed`, `.outOfStock`,
  /// `.productUnavailable`, `.currencyMismatch`, `.shippingUnavailable`, `.reservationLimit`, `.totalChanged`,
  /// `.cashNotAccepted`, `.notFound` or `.invalidInput`.
  package func placeCheckout(_ request: CheckoutInput, by buyer: Buyer) async throws -> Checkout {
    let draft = try draft(request, by: buyer)
    for _ in 1..<numberAttempts {
      do {
        return try await database.write { try place(draft, $0) }
      } catch DatabaseError.uniqueViolation {
        continue
      }
    }
    return try await database.write { try place(draft, $0) }
  }

  private func place(_ draft: CheckoutDraft, _ transaction: Transaction) throws -> Checkout {
    // Nothing is ordered for an account that was closed while the request was on its way.
    if let account = draft.account, try AccountStore.hold(account, transaction) == nil {
      throw Problem(.unauthenticated)
    }
    // Before the cart and the stock, as everywhere.
    let standing = try standing(draft, transaction)
    // Closing comes before reading: it locks the cart, so what is read of it below can't change any more.
    guard let head = try CartStore.close(draft.cart, at: draft.now, transaction) else {
      return try existing(draft, transaction)
    }
    guard head.belongs(to: draft.account) else { throw Problem(.notFound) }
    try CartLineStore.holdShops(of: draft.cart, transaction)
    // Goods cost what they cost where they go.
    let market = try PriceMarketStore.active(in: draft.address.country, transaction)
    let contents = try telling(
      CartLineStore.contents(of: draft.cart, at: market, transaction), of: draft.account, draft.waiting,
      transaction)
    let quote = try CheckoutQuote(contents, options: draft.options, country: draft.address.country)
    try expected(draft, at: market, transaction).check(quote, contents.lines)
    if let standing { try admit(contents.lines, draft, standing, transaction) }
    try take(contents.lines, draft, transaction)
    let taken = try asTaken(contents.lines, transaction)
    try CheckoutQuote.refuse(taken.filter { !$0.isForSale })
    if draft.isCashOnDelivery {
      try checkCash(taken)
      return try complete(draft, quote, at: market, transaction)
    }
    let seconds = try reservationSeconds(draft.cart, standing, transaction)
    let checkout = Checkout(
      draft, quote, at: market, expiresAt: draft.now.adding(seconds: seconds))
    try CheckoutStore.insert(checkout, client: draft.client, transaction)
    try CheckoutPartStore.insert(checkout, transaction)
    try transaction.enqueue(
      ExpireCheckout(checkout: checkout.id), at: checkout.expiresAt, dedupe: checkout.id.description)
    return checkout
  }

  /// What the buyer agreed to. Where the goods go to another market than the buyer was in, a sum without a currency is in
  /// that of the prices that the buyer saw; who stated no sum has agreed to that of these prices, and to nothing where
  /// there was none, as where a shop has no delivery at them.
  private func expected(
    _ draft: CheckoutDraft, at market: PriceMarket?, _ transaction: Transaction
  ) throws -> ExpectedCost {
    guard market?.id != draft.market?.id, draft.expected.total?.currency == nil else { return draft.expected }
    let seen = try CartLineStore.contents(of: draft.cart, at: draft.market, transaction)
    // A cart is in the currency of what came first into it.
    guard let first = seen.lines.min(by: { ($0.addedAt, $0.variant) < ($1.addedAt, $1.variant) }) else {
      return draft.expected
    }
    var expected = draft.expected
    expected.currency = first.unitPrice.currency
    guard expected.total == nil else { return expected }
    do {
      expected.seen = try CheckoutQuote(seen, options: draft.options, country: draft.address.country).total
    } catch is Problem {
      expected.isUnseen = true
    }
    return expected
  }

  /// Throws `.cashNotAccepted`, naming the goods.
  private func checkCash(_ lines: [CartLine]) throws {
    let titles = lines.cashlessTitles
    guard !titles.isEmpty else { return }
    throw Problem(
      .cashNotAccepted, "Choose another way to pay. This can't be paid on delivery: \(list: titles).",
      fields: [
        FieldError(
          field: "paymentMethod", code: "cash_not_accepted",
          message: "Not everything in the cart can be paid on delivery.")
      ])
  }

  private func complete(
    _ draft: CheckoutDraft, _ quote: CheckoutQuote, at market: PriceMarket?, _ transaction: Transaction
  ) throws -> Checkout {
    let open = Checkout(draft, quote, at: market, expiresAt: nil)
    let checkout = open.completed(at: draft.now, orders: open.newOrders(at: draft.now))
    try CheckoutStore.insert(checkout, client: draft.client, transaction)
    try finish(checkout, paymentReference: nil, transaction)
    return checkout
  }

  /// The lines with what a shop or an administrator may have changed until their variants were taken. Whoever hides,
  /// archives, deletes or schedules a product, or changes how it is paid, locks its variants first: they have waited for
  /// this checkout to end, or were faster and it is found here. On SQLite nobody writes beside.
  private func asTaken(_ lines: [CartLine], _ transaction: Transaction) throws -> [CartLine] {
    guard transaction.engine == .postgres else { return lines }
    let terms = try CartLineStore.terms(of: lines.map(\.variant), transaction)
    return lines.map { line in
      var line = line
      line.isForSale = terms[line.variant]?.isForSale ?? false
      line.takesCash = terms[line.variant]?.takesCash ?? false
      return line
    }
  }

  /// Takes the goods, variant by variant in the order of their ids, so that two checkouts never wait for
  /// each other.
  private func take(_ lines: [CartLine], _ draft: CheckoutDraft, _ transaction: Transaction) throws {
    for line in lines {
      let isTaken =
        draft.isCashOnDelivery
        ? try stock.allocate(line.variant, line.quantity, transaction)
        : try stock.reserve(line.variant, line.quantity, transaction)
      guard !isTaken else { continue }
      let left = try CartLineStore.available(line.variant, transaction)
      var short = line
      short.held = try pieces(
        of: line.variant, in: waiting(draft.account, draft.waiting, transaction))
      throw Ordering.outOfStock([
        short.shortage(available: min(left, line.quantity - 1), field: "items.\(line.variant)")
      ])
    }
  }

  /// The checkout that closed the cart, when it is what the request asks for.
  private func existing(_ draft: CheckoutDraft, _ transaction: Transaction) throws -> Checkout {
    guard let head = try CartStore.head(draft.cart, transaction), head.belongs(to: draft.account) else {
      throw Problem(.notFound)
    }
    guard let id = try CheckoutStore.living(of: draft.cart, transaction),
      let checkout = try CheckoutStore.find(id, transaction)
    else { throw Problem(.cartClosed) }
    guard checkout.account == draft.account, checkout.answers(draft) else {
      throw Problem(.cartClosed, "This cart has been checked out with other details.")
    }
    return checkout
  }
}

extension Checkout {
  init(_ draft: CheckoutDraft, _ quote: CheckoutQuote, at market: PriceMarket?, expiresAt: Timestamp?) {
    self.init(
      id: draft.id, cart: draft.cart, account: draft.account, email: draft.email, address: draft.address,
      language: draft.language, paymentMethod: draft.paymentMethod, status: .awaitingPayment,
      currency: quote.currency, market: market?.code,
      itemsTotal: quote.itemsTotal, shippingTotal: quote.shippingTotal, total: quote.total,
      accessKey: draft.account == nil ? AccessKey.random() : nil, createdAt: draft.now, expiresAt: expiresAt,
      parts: quote.parts)
  }

  /// True when a request for the same cart asks for just this checkout.
  func answers(_ draft: CheckoutDraft) -> Bool {
    guard email == draft.email, address == draft.address, paymentMethod == draft.paymentMethod,
      draft.expected.covers(total), draft.expected.names(items)
    else { return false }
    return draft.options.allSatisfy { shop, option in
      parts.contains { $0.shop.id == shop && $0.delivery.option == option }
    }
  }
}
