import Identity
import Kernel
import Persistence

extension Ordering {
  /// A new, empty cart; of the account, or of whoever holds its id.
  package func openCart(for account: AccountID?) async throws -> Cart {
    let (id, market) = (CartID(at: clock.now()), PriceMarket.current)
    return try await database.write { transaction in
      try CartStore.insert(id, account: account, at: clock.now(), transaction)
      return try cart(id, account, at: market, transaction)
    }
  }

  /// A cart with everything in it. Throws `.notFound` for another account's.
  package func cart(_ id: CartID, viewer: AccountID?) async throws -> Cart {
    // The transaction's thread knows no reader.
    let market = PriceMarket.current
    return try await database.read { try cart(id, viewer, at: market, $0) }
  }

  /// Sets how many pieces of a variant are in a cart; 0 takes the line out. `waiting` are the checkouts that a guest's
  /// browser holds keys of. Throws `.outOfStock`, `.productUnavailable`, `.currencyMismatch`, `.orderTooLarge`, `.cartClosed`, `.notFound` or
  /// `.invalidInput`.
  package func putItem(
    _ variant: VariantID, quantity: Int64, in id: CartID, viewer: AccountID?, waiting: [HeldCheckout] = []
  ) async throws -> Cart {
    guard quantity > 0 else { return try await removeItem(variant, from: id, viewer: viewer) }
    let market = PriceMarket.current
    return try await database.write { transaction in
      return try put(variant, in: id, viewer, waiting, at: market, transaction) { _ in quantity }
    }
  }

  /// Takes a line out of a cart; nothing happens when it is not there. Throws `.cartClosed` or `.notFound`.
  package func removeItem(_ variant: VariantID, from id: CartID, viewer: AccountID?) async throws -> Cart {
    let market = PriceMarket.current
    return try await database.write { transaction in
      guard let head = try CartStore.lock(id, transaction), head.belongs(to: viewer) else {
        throw Problem(.notFound)
      }
      guard head.status == .open else { throw Problem(.cartClosed) }
      try CartStore.remove(variant, from: id, transaction)
      return try cart(id, viewer, at: market, transaction)
    }
  }

  /// Adds pieces of a variant to the viewer's present cart and makes one where there is none. `held` is
  /// the cart whose id a guest's browser holds, `waiting` the checkouts that it holds keys of, `fresh` the id that it
  /// made for the cart that a guest gets where there is none: two requests at once with one id fill one cart. Throws
  /// as `putItem` does.
  package func addToCart(
    _ variant: VariantID, adding pieces: Int64, held: CartID?, viewer: AccountID?,
    waiting: [HeldCheckout] = [], fresh: CartID? = nil
  ) async throws -> Cart {
    guard Cart.quantityRange.contains(pieces) else { throw quantityProblem }
    let (own, market) = (CartID(at: clock.now()), PriceMarket.current)
    return try await database.write { transaction in
      let present = try presentHead(held: held, viewer: viewer, transaction)
      let id = try present?.id ?? begin(own, or: fresh, after: held, viewer, transaction)
      return try put(variant, in: id, viewer, waiting, at: market, transaction) { $0 + pieces }
    }
  }

  /// The cart that pages show: the account's latest open one, or the open one that the browser holds;
  /// `nil` for none.
  package func presentCart(held: CartID?, viewer: AccountID?) async throws -> Cart? {
    let market = PriceMarket.current
    return try await database.read { snapshot in
      guard let head = try presentHead(held: held, viewer: viewer, snapshot) else { return nil }
      return try Cart(head, CartLineStore.contents(of: head.id, at: market, snapshot))
    }
  }

  /// The other open carts of who sees the present one: what could not stand in it, as goods in another currency.
  package func otherCarts(than present: CartID?, held: CartID?, viewer: AccountID?) async throws -> [Cart] {
    if held == nil && viewer == nil { return [] }
    let market = PriceMarket.current
    return try await database.read { snapshot in
      guard let holder = try holder(held: held, viewer: viewer, snapshot) else { return [] }
      let heads = try CartStore.open(of: holder, snapshot).filter { $0.id != present }
      return try heads.map { try Cart($0, CartLineStore.contents(of: $0.id, at: market, snapshot)) }.filter {
        !$0.isEmpty
      }
    }
  }

  /// Makes one of the viewer's open carts the present one. Throws `.cartClosed` or `.notFound`.
  package func bringForward(_ id: CartID, held: CartID?, viewer: AccountID?) async throws -> Cart {
    let market = PriceMarket.current
    return try await database.write { transaction in
      guard let head = try CartStore.lock(id, transaction), head.belongs(to: viewer) else {
        throw Problem(.notFound)
      }
      guard head.status == .open else { throw Problem(.cartClosed) }
      let present = try presentHead(held: held, viewer: viewer, transaction)
      guard present?.id != id else { return try cart(id, viewer, at: market, transaction) }
      // Later than the present one, however little time has passed.
      let now = max(clock.now(), (present?.updatedAt ?? clock.now()).adding(milliseconds: 1))
      try CartStore.set(.open, of: id, at: now, transaction)
      return try cart(id, viewer, at: market, transaction)
    }
  }

  /// How many pieces are in the present cart.
  package func presentItemCount(held: CartID?, viewer: AccountID?) async throws -> Int64 {
    if held == nil && viewer == nil { return 0 }
    return try await database.read { snapshot in
      guard let head = try presentHead(held: held, viewer: viewer, snapshot) else { return 0 }
      return try CartStore.itemCount(head.id, snapshot)
    }
  }

  func cart(
    _ id: CartID, _ viewer: AccountID?, at market: PriceMarket?, _ snapshot: Snapshot
  ) throws -> Cart {
    guard let head = try CartStore.head(id, snapshot), head.belongs(to: viewer) else {
      throw Problem(.notFound)
    }
    let contents = try CartLineStore.contents(of: id, at: market, snapshot)
    return try Cart(head, telling(contents, of: viewer, [], snapshot))
  }

  private func presentHead(
    held: CartID?, viewer: AccountID?, _ snapshot: Snapshot
  ) throws -> CartHead? {
    if let viewer, let head = try CartStore.latestOpen(of: .account(viewer), snapshot) { return head }
    guard let held, let head = try CartStore.head(held, snapshot), head.belongs(to: viewer) else {
      return nil
    }
    if head.account == nil, let family = head.family {
      return try CartStore.latestOpen(of: .family(family), snapshot)
    }
    return head.status == .open ? head : nil
  }

  private func holder(held: CartID?, viewer: AccountID?, _ snapshot: Snapshot) throws -> CartHolder? {
    if let viewer { return .account(viewer) }
    guard let held, let head = try CartStore.head(held, snapshot), head.account == nil else { return nil }
    return head.holder
  }

  /// A new cart, or the one that somebody with the same hands began meanwhile; one of a guest's belongs to those that the
  /// browser filled before. Locks the account or the guest's last cart.
  private func begin(
    _ own: CartID, or fresh: CartID?, after held: CartID?, _ viewer: AccountID?, _ transaction: Transaction
  ) throws -> CartID {
    var family = own
    if let viewer {
      try AccountStore.takeTurn(viewer, transaction)
    } else if let last = try held.flatMap({ try CartStore.lock($0, transaction) }), last.account == nil {
      try CartStore.setFamily(of: last.id, transaction)
      family = last.family ?? last.id
    } else if let fresh, try isBegun(fresh, transaction) {
      return fresh
    }
    if let begun = try presentHead(held: held, viewer: viewer, transaction) { return begun.id }
    let now = clock.now()
    try CartStore.insert(own, account: viewer, family: viewer == nil ? family : nil, at: now, transaction)
    return own
  }

  /// Begins the cart whose id a guest's browser has made, unless another request of it has. False where that id leads to
  /// a cart that it can't fill.
  private func isBegun(_ fresh: CartID, _ transaction: Transaction) throws -> Bool {
    let now = clock.now()
    if try CartStore.insert(fresh, account: nil, family: fresh, at: now, transaction) { return true }
    guard let other = try CartStore.lock(fresh, transaction) else { return false }
    return other.account == nil && other.status == .open
  }

  private func put(
    _ variant: VariantID, in id: CartID, _ viewer: AccountID?, _ held: [HeldCheckout],
    at market: PriceMarket?, _ transaction: Transaction, quantity wanted: (Int64) -> Int64
  ) throws -> Cart {
    let now = clock.now()
    guard let head = try CartStore.touch(id, viewer: viewer, adding: variant, at: now, transaction) else {
      let isThere = try CartStore.head(id, transaction)?.belongs(to: viewer) ?? false
      throw Problem(isThere ? .cartClosed : .notFound)
    }
    guard let offer = try CartLineStore.offer(variant, for: id, at: market, transaction) else {
      throw Problem(.notFound, "There is no such variant.")
    }
    let quantity = wanted(offer.line.quantity)
    // What stands in the cart costs there what it costs in the market.
    let currency =
      try market == nil
      ? head.currency : CartLineStore.currency(of: id, besides: variant, at: market, transaction)
    try check(offer, quantity: quantity, currency)
    guard offer.line.available >= quantity else {
      var short = offer.line
      short.held = try pieces(of: variant, in: waiting(viewer, held, transaction))
      throw Ordering.outOfStock([short.shortage(available: short.available, field: "quantity")])
    }
    try CartStore.put(
      variant, quantity: quantity, price: offer.line.unitPrice, in: id, at: now, transaction)
    let cart = try cart(id, viewer, at: market, transaction)
    // Fewer pieces are welcome, even where those that stay are still worth too much.
    if quantity > offer.line.quantity, let subtotal = cart.subtotal { try Checkout.check(subtotal) }
    return cart
  }

  private func check(_ offer: CartOffer, quantity: Int64, _ currency: Currency?) throws {
    let line = offer.line
    guard Cart.quantityRange.contains(quantity) else { throw quantityProblem }
    guard line.isForSale else {
      throw Problem(.productUnavailable, "“\(line.fullTitle)” is not for sale now.")
    }
    if let currency, currency != line.unitPrice.currency {
      throw Problem(
        .currencyMismatch,
        "The cart is in \(currency), this costs \(line.unitPrice.currency). Check the cart out first."
      )
    }
    guard offer.otherLines < Cart.maximumLines else {
      throw Problem(.notAllowedNow, "A cart holds at most \(Cart.maximumLines) different things.")
    }
  }

  private var quantityProblem: Problem {
    let range = Cart.quantityRange
    return .invalid(
      "quantity", "out_of_range", "This must be from \(range.lowerBound) to \(range.upperBound).")
  }

  /// The refusal that names what is missing, line by line.
  static func outOfStock(_ shortages: [FieldError]) -> Problem {
    Problem(.outOfStock, Words(sentences: shortages.map(\.message)), fields: shortages)
  }
}

extension CartLine {
  /// What to say when fewer than the wanted pieces are left.
  func shortage(available: Int64, field: String) -> FieldError {
    FieldError(field: field, code: "out_of_stock", message: shortage(available))
  }

  /// What the buyer's own order holds is nothing that somebody else has bought.
  func shortage(_ left: Int64) -> Words {
    guard held == 0 else {
      return """
        Your own order that is not paid yet holds \(count: held, one: "# piece", other: "# pieces") of “\(fullTitle)”. \
        Pay it, or give it up to have everything in the cart again.
        """
    }
    return left > 0
      ? "\(count: left, one: "Only # is left", other: "Only # are left") of “\(fullTitle)”."
      : "“\(fullTitle)” is sold out."
  }
}
