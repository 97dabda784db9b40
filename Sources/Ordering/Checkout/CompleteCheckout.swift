import Catalog
import Kernel
import Persistence

extension Ordering {
  /// A checkout as it stands. Throws `.notFound` for another account's.
  package func checkout(_ id: CheckoutID, viewer: AccountID?, _ snapshot: Snapshot) throws -> Checkout {
    guard let checkout = try CheckoutStore.find(id, snapshot), checkout.belongs(to: viewer) else {
      throw Problem(.notFound)
    }
    return checkout
  }

  /// Checkouts as they stand, whoever placed them; for what is sent to those themselves. Some may be missing.
  package func checkouts(_ ids: [CheckoutID], _ snapshot: Snapshot) throws -> [Checkout] {
    try CheckoutStore.find(ids, snapshot)
  }

  /// A checkout that is about to be paid, locked until the end of the transaction; its goods stay reserved for as
  /// long as a payer needs. A completed one comes back as it is. Throws `.notFound` for another account's,
  /// `.checkoutExpired` when it is too late, `.paymentNotPossible` when one of its shops does not sell any more, or some
  /// of its goods are hidden.
  package func checkoutForPayment(
    _ id: CheckoutID, viewer: AccountID?, _ transaction: Transaction
  ) throws -> Checkout {
    guard try CheckoutStore.lock(id, transaction), let checkout = try CheckoutStore.find(id, transaction),
      checkout.belongs(to: viewer)
    else { throw Problem(.notFound) }
    switch checkout.status {
    case .completed: return checkout
    case .expired: throw Problem(.checkoutExpired)
    case .cancelled:
      throw Problem(
        .checkoutExpired, "The checkout is over and its goods were given back. Start again from the cart.")
    case .awaitingPayment:
      if let expiresAt = checkout.expiresAt, expiresAt <= clock.now() { throw Problem(.checkoutExpired) }
      try requireShops(of: id, transaction)
      try requireGoods(of: id, transaction)
      return try lengthened(checkout, transaction)
    }
  }

  /// Throws `.paymentNotPossible` when one of the shops was suspended or closed since the checkout was placed.
  private func requireShops(of id: CheckoutID, _ transaction: Transaction) throws {
    let closed = try CheckoutPartStore.closedShops(of: id, transaction)
    guard !closed.isEmpty else { return }
    let sentences = closed.map { name -> Words in "\(name) does not sell at the moment." }
    throw Problem(
      .paymentNotPossible,
      Words(sentences: sentences + ["Give this order up, and what other shops sell is in your cart again."]))
  }

  /// Throws `.paymentNotPossible` when administrators hide some of the goods since the checkout was placed. What is being
  /// paid while they do it was sold before.
  private func requireGoods(of id: CheckoutID, _ transaction: Transaction) throws {
    let hidden = try CheckoutPartStore.hiddenGoods(of: id, transaction)
    guard !hidden.isEmpty else { return }
    let sentences = hidden.map { title -> Words in "“\(title)” is not for sale now." }
    throw Problem(
      .paymentNotPossible,
      Words(sentences: sentences + ["Give this order up, and everything else is in your cart again."]))
  }

  /// The sweep finds it at its new end; its own job comes too early then, and does nothing.
  private func lengthened(_ checkout: Checkout, _ transaction: Transaction) throws -> Checkout {
    let end = min(
      clock.now().adding(seconds: ReservationTime.payerSeconds),
      checkout.createdAt.adding(seconds: ReservationTime.longestSeconds))
    guard let expiresAt = checkout.expiresAt, expiresAt < end else { return checkout }
    var longer = checkout
    longer.expiresAt = end
    try CheckoutStore.setEnd(of: longer, transaction)
    return longer
  }

  /// Turns a paid checkout into orders, inside the transaction that records the payment. Once is enough:
  /// a completed checkout comes back as it is. What is still reserved is sold even when the clock has
  /// just run out, since the money is here. Throws `.checkoutExpired` when the goods were given back, and
  /// `.paymentNotPossible` when one of its shops does not sell any more; the payment has to be given back, too.
  package func complete(
    _ id: CheckoutID, paymentReference: String, _ transaction: Transaction
  ) throws -> Checkout {
    guard try CheckoutStore.lock(id, transaction), let open = try CheckoutStore.find(id, transaction) else {
      throw Problem(.notFound)
    }
    switch open.status {
    case .completed: return open
    case .expired, .cancelled: throw Problem(.checkoutExpired)
    case .awaitingPayment: break
    }
    try requireShops(of: id, transaction)
    try ReservationStore.forgive(by: id, transaction)
    for item in open.items {
      guard try stock.keep(item.variant, item.quantity, transaction) else {
        throw ReservationMissing(checkout: id, variant: item.variant)
      }
    }
    let now = clock.now()
    let checkout = open.completed(at: now, orders: open.newOrders(at: now))
    try CheckoutStore.update(checkout, transaction)
    try finish(checkout, paymentReference: paymentReference, transaction)
    return checkout
  }

  /// Writes the orders of a checkout whose goods are allocated, books them and tells of them.
  func finish(_ checkout: Checkout, paymentReference: String?, _ transaction: Transaction) throws {
    try OrderStore.insert(checkout.orders, transaction)
    try settlement.completed(
      checkout, orders: checkout.orders, paymentReference: paymentReference, transaction)
    let facts = checkout.orders.map { OrderFacts($0, actor: .customer, note: nil) }
    try transaction.emit(all: facts.map(OrderPlaced.init))
    if !checkout.isCashOnDelivery { try transaction.emit(all: facts.map(OrderPaid.init)) }
  }
}

/// Goods that a checkout must have reserved are not: the rows contradict each other. For the log.
struct ReservationMissing: Error {
  let checkout: CheckoutID
  let variant: VariantID
}

extension Checkout {
  /// True when somebody with this account (or none) may see it. A guest's is seen by whoever holds its id.
  func belongs(to viewer: AccountID?) -> Bool { account == nil || account == viewer }

  /// All lines in the order of the variants' ids, in which stock is moved.
  var items: [PurchasedItem] { parts.flatMap(\.items).sorted { $0.variant < $1.variant } }

  /// The same, completed.
  func completed(at now: Timestamp, orders: [Order]) -> Checkout {
    var checkout = self
    checkout.status = .completed
    checkout.completedAt = now
    checkout.orders = orders
    return checkout
  }

  /// One order per part, not stored yet.
  func newOrders(at now: Timestamp) -> [Order] {
    parts.map { part in
      Order(
        id: OrderID(at: now), number: OrderNumber.random(), checkout: id, shop: part.shop, account: account,
        email: email, address: address, status: isCashOnDelivery ? .pending : .paid, currency: currency,
        market: market,
        itemsTotal: part.subtotal, delivery: part.delivery, total: part.total, paymentMethod: paymentMethod,
        paymentStatus: isCashOnDelivery ? .pending : .succeeded, accessKey: AccessKey.random(),
        times: OrderTimes(placedAt: now, paidAt: isCashOnDelivery ? nil : now, updatedAt: now),
        items: part.items)
    }
  }
}
