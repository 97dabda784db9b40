import Areas
import Identity
import Kernel
import Persistence

/// Orders kept with a person's export, at most; more than anybody has.
private let exportedOrders = 10_000
/// Stands in the place of addresses that were kept long enough.
private let agedOut = "aged-out@erased.invalid"

/// What this area keeps about people: carts, checkouts and orders. Orders stay in the books when an account
/// closes, but then they name nobody.
struct OrderingPersonalData: PersonalData {
  let clock: Clock

  /// Every order with its items, also those that were placed without signing in; and how many checkouts were left
  /// unpaid of late.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let ids = try OrderPrivacyStore.ids(of: person(account, snapshot), snapshot).suffix(exportedOrders)
    let orders = try ids.reversed().compactMap { try OrderStore.find($0, snapshot) }
    let unpaid = try ReservationStore.misses(of: account, snapshot)
    return [("orders", .array(orders.map(\.export)))]
      + (unpaid.map { [("unpaidCheckouts", $0.export)] } ?? [])
  }

  /// What was ordered signed in must arrive first, unless its shop lets nothing happen for very long. What only names an address of the account may be anybody's, who
  /// could keep the account open for ever.
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? {
    let person = try person(account, snapshot)
    if try OrderPrivacyStore.isBusy(person, at: clock.now(), snapshot) {
      return "There are orders on their way. Wait for them or cancel them first."
    }
    if try OrderPrivacyStore.isPaying(person, snapshot) {
      return "A checkout waits for its payment. Pay it, or wait until its time is over."
    }
    return nil
  }

  /// The numbers of orders, which every mail about them has.
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] {
    try OrderPrivacyStore.numbers(of: person(account, snapshot), snapshot)
  }

  /// Deletes carts that were not checked out, and takes the person out of everything else.
  func erase(_ erased: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    let person = OrderPerson(account: erased.account, emails: erased.emails)
    let email = erased.pseudonymousEmail
    let carts = try CartStore.deleteOpen(of: erased.account, tx)
    let orders = try OrderPrivacyStore.anonymiseOrders(of: person, as: email, tx)
    let checkouts = try OrderPrivacyStore.anonymiseCheckouts(of: person, as: email, tx)
    let clients = try ReservationStore.forget(erased.account, tx)
    let why: Words =
      "The law asks to keep what was sold, when, for how much and into which country; not to whom."
    return [
      ErasureEntry("Carts", .deleted, carts, why: "They were not checked out."),
      ErasureEntry(
        "Counts of unpaid checkouts", .deleted, clients, why: "They were only kept to limit reservations."),
      ErasureEntry("Orders", .anonymised, orders, why: why),
      ErasureEntry("Checkouts", .anonymised, checkouts, why: why),
    ]
  }

  /// Takes people out of checkouts that nobody paid, out of orders that are older than the books need them, and out of
  /// those that arrived after their person was erased.
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int {
    let checkouts = try OrderPrivacyStore.anonymiseUnpaid(
      before: retention.checkoutHorizon(tx.now), as: agedOut, limit: limit, tx)
    let orders = try OrderPrivacyStore.anonymiseOrders(
      before: retention.orderHorizon(tx.now), as: agedOut, limit: limit, tx)
    let arrived = try OrderPrivacyStore.anonymiseArrived(as: agedOut, limit: limit, tx)
    return checkouts + orders + arrived
  }

  private func person(_ account: AccountID, _ snapshot: Snapshot) throws -> OrderPerson {
    let emails = try AccountStore.knownEmails(account, snapshot).map(\.text)
    return OrderPerson(account: account, emails: emails)
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
}

extension ReservationMisses {
  fileprivate var export: JSONValue {
    .object(["count": .integer(count), "since": .string(lastAt.rfc3339)])
  }
}

extension Order {
  fileprivate var export: JSONValue {
    .object([
      "id": .string(id.description), "number": .string(number), "shop": .string(shop.name),
      "status": .string(status.rawValue), "placedAt": .string(times.placedAt.rfc3339),
      "email": .string(email), "address": .array(address.lines.map(JSONValue.string)),
      "phone": address.phone.map(JSONValue.string) ?? .null,
      "currency": .string(currency.code), "total": .integer(total.amount),
      "paymentMethod": .string(paymentMethod), "paymentStatus": .string(paymentStatus.rawValue),
      "items": .array(
        items.map { item in
          .object([
            "title": .string(item.title), "variantTitle": .string(item.variantTitle),
            "quantity": .integer(item.quantity), "unitPrice": .integer(item.unitPrice.amount),
          ])
        }),
    ])
  }
}
