import Identity
import Kernel
import Persistence

/// What became of a guest's cart when its holder signed in.
package struct MergedCart: Sendable {
  /// The cart that the account has now.
  package let cart: Cart
  /// True when goods could not go into the account's cart, as those in another currency, and have one of their own.
  package let isApart: Bool
}

extension Ordering {
  /// Makes a guest's carts an account's when their holder signs in: the account keeps a cart as it is, or gets its lines
  /// into the open cart that it has. Quantities add up as far as there is stock. What can't stand in one cart stays in
  /// its own, which is the account's, too. The second merge of a cart changes nothing. Throws `.notFound` for another
  /// account's cart.
  package func mergeCart(guest: CartID, into account: AccountID) async throws -> MergedCart {
    let market = PriceMarket.current
    return try await database.write { transaction in
      // Before its carts, as everywhere: the account begins none while it gets these.
      try AccountStore.takeTurn(account, transaction)
      guard let source = try CartStore.lock(guest, transaction), source.belongs(to: account) else {
        throw Problem(.notFound)
      }
      var isApart = false
      if source.account == nil {
        try CartStore.claimWaiting(of: source, for: account, transaction)
        for cart in try open(like: source, transaction) {
          if try !join(cart, account, transaction) { isApart = true }
        }
      }
      let present = try CartStore.latestOpen(of: .account(account), transaction)
      return MergedCart(
        cart: try cart(present?.id ?? guest, account, at: market, transaction), isApart: isApart)
    }
  }

  /// The open carts of a guest's browser, the one that was touched last at the end.
  private func open(like source: CartHead, _ transaction: Transaction) throws -> [CartHead] {
    guard let holder = source.holder else { return source.status == .open ? [source] : [] }
    return try CartStore.open(of: holder, transaction).reversed()
  }

  /// Brings one cart to the account; false when something stayed apart.
  private func join(_ source: CartHead, _ account: AccountID, _ transaction: Transaction) throws -> Bool {
    let now = clock.now()
    let target = try CartStore.latestOpen(of: .account(account), transaction)
    guard let source = try CartStore.lock(source.id, transaction), source.status == .open,
      source.account == nil
    else { return true }
    guard let target, let locked = try CartStore.lock(target.id, transaction), locked.status == .open else {
      try CartStore.claim(source.id, for: account, at: now, transaction)
      return true
    }
    let poured = try pour(source, into: locked, transaction)
    if poured.left == 0 { return true }
    // What was in the guest's hands stays in front of them, unless some of it has gone into the other cart.
    let later = max(now, locked.updatedAt.adding(milliseconds: 1))
    let time = poured.moved > 0 ? now.adding(milliseconds: -1) : later
    try CartStore.claim(source.id, for: account, at: time, transaction)
    return false
  }

  /// The cart of a checkout that ends without payment, locked, and the open one that its holder has filled meanwhile.
  /// Before stock is touched, as in placing.
  func holdCarts(
    of checkout: Checkout, _ transaction: Transaction
  ) throws -> (cart: CartHead, later: CartHead?)? {
    guard let cart = try CartStore.lock(checkout.cart, transaction) else { return nil }
    guard let holder = cart.holder, let later = try CartStore.latestOpen(of: holder, transaction),
      let locked = try CartStore.lock(later.id, transaction), locked.status == .open
    else { return (cart, nil) }
    return (cart, locked)
  }

  /// Gives goods back to who wanted them: into the cart that was filled meanwhile, or as the cart that they were.
  func reopen(_ carts: (cart: CartHead, later: CartHead?), _ transaction: Transaction) throws {
    guard let later = carts.later else {
      return try CartStore.set(.open, of: carts.cart.id, at: clock.now(), transaction)
    }
    let poured = try pour(carts.cart, into: later, transaction)
    if poured.left > 0 { try CartStore.reopen(carts.cart.id, transaction) }
  }

  /// Moves what can stand in one cart at the shops' own prices; lines in another currency or beyond the limit stay behind. Answers how many.
  private func pour(
    _ source: CartHead, into target: CartHead, _ transaction: Transaction
  ) throws -> (moved: Int, left: Int) {
    let now = clock.now()
    let coming = try CartLineStore.contents(of: source.id, transaction).lines
    let present = try CartLineStore.contents(of: target.id, transaction).lines
    var quantities = Dictionary(uniqueKeysWithValues: present.map { ($0.variant, $0.quantity) })
    let currency = target.currency ?? coming.first?.unitPrice.currency
    var moved = 0
    for line in coming where line.unitPrice.currency == currency {
      let old = quantities[line.variant] ?? 0
      guard old > 0 || quantities.count < Cart.maximumLines else { continue }
      let sum = line.added(to: old)
      quantities[line.variant] = sum
      // The first line gives an empty cart its currency.
      _ = try CartStore.touch(
        target.id, viewer: target.account, adding: line.variant, at: now, transaction)
      try CartStore.put(
        line.variant, quantity: sum, price: line.priceSeen, in: target.id, at: now, transaction)
      try CartStore.remove(line.variant, from: source.id, transaction)
      moved += 1
    }
    if moved == coming.count { try CartStore.set(.merged, of: source.id, at: now, transaction) }
    return (moved, coming.count - moved)
  }
}

extension CartLine {
  /// How many pieces there are beside `old` ones: as many as there is stock, but none is lost.
  fileprivate func added(to old: Int64) -> Int64 {
    guard old > 0 else { return quantity }
    let ceiling = min(available, Cart.quantityRange.upperBound)
    return max(old, quantity, min(old + quantity, ceiling))
  }
}
