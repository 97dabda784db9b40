import Areas
import Identity
import Kernel
import Ordering
import Persistence
import Vendors

/// What letters about placed orders say, read at once for all of them.
private struct PlacedReading: Sendable {
  let checkouts: [CheckoutID: Checkout]
  let shops: [ShopID: Shop]
  let owners: [AccountID: Account]
  let site: NamedSite

  init(_ facts: [OrderFacts], _ engagement: Engagement, _ snapshot: Snapshot) throws {
    let ordering = engagement.ordering
    site = try engagement.site.named(snapshot)
    let ids = Set(facts.map(\.checkout)).sorted()
    checkouts = Dictionary(
      uniqueKeysWithValues: try ordering.checkouts(ids, snapshot).map { ($0.id, $0) })
    // A shop that was closed meanwhile still hears of its last orders.
    let found = try ShopStore.find(Set(facts.map(\.shop)).sorted(), snapshot)
    shops = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    let accounts = try AccountStore.find(Set(found.map(\.owner)).sorted(), snapshot)
    owners = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0) })
  }

  /// Those that the events are about.
  func orders(of facts: [OrderFacts]) -> [Order] {
    let told = Set(facts.map(\.order))
    return checkouts.values.flatMap(\.orders).filter { told.contains($0.id) }
  }
}

extension Engagement {
  /// Orders were placed: one confirmation for each checkout, whichever of its orders comes first, and one mail to the
  /// shop of each order. Everything is read at once, and what is new is queued by one transaction. As the orders are at
  /// hand, they get the words by which they are found, too, which would take longer in the transactions that place them.
  func tell(about placed: [(event: OrderPlaced, id: String)]) async throws -> BatchFailures {
    let facts = placed.map(\.event.facts)
    let found = try await database.read { try PlacedReading(facts, self, $0) }
    let mails = OrderMails(self)
    var failures: BatchFailures = [:]
    var letters: [String: WrittenLetter] = [:]
    for (place, (event, id)) in placed.enumerated() {
      do {
        guard let checkout = found.checkouts[event.facts.checkout], !checkout.orders.isEmpty else {
          throw Problem(.notFound)
        }
        let confirmation = "confirmation:\(checkout.id)"
        if letters[confirmation] == nil {
          letters[confirmation] = try WrittenLetter(mails.confirmation(checkout, at: found.site))
        }
        guard let order = checkout.orders.first(where: { $0.id == event.facts.order }),
          let shop = found.shops[event.facts.shop], let owner = found.owners[shop.owner],
          shop.profile.wants(.newOrders)
        else { continue }
        letters["\(id):vendor"] = try WrittenLetter(mails.sold(order, shop: shop, to: owner))
      } catch {
        failures[place] = error
      }
    }
    try await queue(letters)
    try await ordering.name(found.orders(of: facts))
    return failures
  }

  private func queue(_ letters: [String: WrittenLetter]) async throws {
    guard !letters.isEmpty else { return }
    try await database.write { tx in
      let fresh = try NotificationStore.claim(Array(letters.keys), tx)
      try tx.send(all: fresh.sorted().compactMap { letters[$0] })
    }
  }
}
