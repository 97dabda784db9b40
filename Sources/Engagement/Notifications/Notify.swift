import Areas
import Catalog
import Identity
import Kernel
import Ordering
import Persistence
import Settlement
import Vendors

private let dayMilliseconds: Int64 = 86_400_000

// Each telling notes its key in the transaction that queues the mail, so an event that comes again tells
// nobody twice. A mail's key is the event's id and its reader; a checkout is confirmed once, whichever of its
// orders comes first.
extension Engagement {
  /// Tells the customer about a step of an order.
  func tellCustomer(_ step: OrderStep, _ facts: OrderFacts, _ eventID: String) async throws {
    let mails = OrderMails(self)
    try await database.write { tx in
      guard try NotificationStore.claim("\(eventID):customer", tx) else { return }
      if let account = facts.account, step.isOptional, try !ProfileStore.wantsOrderMails(account, tx) {
        return
      }
      let language = try ordering.language(of: facts.checkout, tx)
      let order = try OrderStore.find(facts.order, tx)
      try tx.send(mails.customer(step, facts, of: order, in: language))
    }
  }

  /// Tells the customer and the shop about a step of an order.
  func tellBoth(_ step: OrderStep, _ facts: OrderFacts, _ eventID: String) async throws {
    try await tellCustomer(step, facts, eventID)
    let mails = OrderMails(self)
    try await database.write { tx in
      let order = try OrderStore.find(facts.order, tx)
      try tellOwner(of: facts.shop, about: .orderChanges, "\(eventID):vendor", tx) { shop, owner in
        mails.vendor(step, facts, of: order, shop: shop, to: owner)
      }
    }
  }

  /// A vendor asked for money: the admins have to send it.
  func tellAdmins(about event: PayoutRequested, _ eventID: String) async throws {
    let mails = MoneyMails(site: site)
    try await tellAdmins(eventID) { mails.requested(event.facts, to: $0) }
  }

  /// A gateway would not send a refund: an admin has to look at it.
  func tellAdmins(about event: RefundDeclined, _ eventID: String) async throws {
    let mails = MoneyMails(site: site)
    try await tellAdmins(eventID) { mails.refundDeclined(event, to: $0) }
  }

  /// The money of a payout is on its way.
  func tellVendor(about event: PayoutCompleted, _ eventID: String) async throws {
    let mails = MoneyMails(site: site)
    try await database.write { tx in
      try tellOwner(of: event.facts.shop, "\(eventID):vendor", tx) {
        mails.completed(event.facts, shop: $0, to: $1)
      }
    }
  }

  /// A payout could not be sent.
  func tellVendor(about event: PayoutFailed, _ eventID: String) async throws {
    let mails = MoneyMails(site: site)
    try await database.write { tx in
      try tellOwner(of: event.facts.shop, "\(eventID):vendor", tx) {
        mails.failed(event.facts, shop: $0, to: $1)
      }
    }
  }

  /// Little is left of a variant. Told once a day at most.
  func tellVendor(about event: StockLow, at moment: Timestamp) async throws {
    try await tellStock(event.variant, of: event.product, event.shop, left: event.left, "stock-low", moment)
  }

  /// Nothing is left of a variant. Told once a day at most.
  func tellVendor(about event: StockOut, at moment: Timestamp) async throws {
    try await tellStock(event.variant, of: event.product, event.shop, left: 0, "stock-out", moment)
  }

  /// An import stopped before its end.
  func tellVendor(about event: ImportFailed, _ eventID: String) async throws {
    let mails = ImportMails(site: site)
    try await database.write { tx in
      try tellOwner(of: event.shop, "\(eventID):vendor", tx) { shop, owner in
        mails.failed(event, shop: shop, to: owner)
      }
    }
  }

  /// The marketplace hides products of a shop.
  func tellVendor(about event: ProductsHidden, _ eventID: String) async throws {
    let mails = HidingMails(site: site)
    try await database.write { tx in
      let products = try ProductStore.find(event.products, tx)
      guard !products.isEmpty else { return }
      try tellOwner(of: event.shop, "\(eventID):vendor", tx) { shop, owner in
        mails.hidden(products, reason: event.reason, shop: shop, to: owner)
      }
    }
  }

  /// The marketplace shows products of a shop again.
  func tellVendor(about event: ProductsUnhidden, _ eventID: String) async throws {
    let mails = HidingMails(site: site)
    try await database.write { tx in
      let products = try ProductStore.find(event.products, tx)
      guard !products.isEmpty else { return }
      try tellOwner(of: event.shop, "\(eventID):vendor", tx) { shop, owner in
        mails.unhidden(products, shop: shop, to: owner)
      }
    }
  }

  private func tellStock(
    _ variant: VariantID, of product: ProductID, _ shop: ShopID, left: Int64, _ topic: String,
    _ moment: Timestamp
  ) async throws {
    let mails = StockMails(self)
    try await database.write { tx in
      guard let found = try ProductStore.find(product, tx) else { return }
      let day = moment.milliseconds / dayMilliseconds
      try tellOwner(of: shop, about: .lowStock, "\(topic):\(variant):\(day)", tx) { shop, owner in
        mails.low(found, variant, left: left, shop: shop, to: owner)
      }
    }
  }

  private func tellAdmins(
    _ eventID: String, _ letter: @escaping @Sendable (Account) -> Letter
  ) async throws {
    try await database.write { tx in
      for admin in try AccountStore.adminsToMail(tx)
      where try NotificationStore.claim("\(eventID):\(admin.id)", tx) {
        try tx.send(letter(admin))
      }
    }
  }

  /// `notice` is what the owner may have switched off; `nil` for what must be known.
  private func tellOwner(
    of shop: ShopID, about notice: ShopNotice? = nil, _ key: String, _ tx: Transaction,
    _ letter: (Shop, Account) -> Letter
  ) throws {
    // A shop that was closed meanwhile still hears of its last orders.
    guard let shop = try ShopStore.find([shop], tx).first, let owner = try AccountStore.find(shop.owner, tx)
    else {
      return
    }
    if let notice, !shop.profile.wants(notice) { return }
    guard try NotificationStore.claim(key, tx) else { return }
    try tx.send(letter(shop, owner))
  }
}
