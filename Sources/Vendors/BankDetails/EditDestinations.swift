import Gateways
import Identity
import Kernel
import Persistence
import Web

/// How many destinations a shop may have.
private let maximumDestinations = 10

extension Vendors {
  /// Where a shop wants its money: the default one first.
  package func destinations(of shop: ShopID) async throws -> [PayoutDestination] {
    try await database.read { try DestinationStore.all(of: shop, vault, $0) }
  }

  /// One of them. Throws `Problem(.notFound)` for another shop's.
  package func destination(_ id: PayoutDestinationID, of shop: ShopID) async throws -> PayoutDestination {
    let found = try await database.read { try DestinationStore.find(id, of: shop, vault, $0) }
    guard let found else { throw Problem(.notFound) }
    return found
  }

  /// The same for an administrator who is about to pay; the audit log notes it.
  package func destinationsForPayout(of shop: ShopID) async throws -> [PayoutDestination] {
    try await database.write { tx in
      try tx.record("destinations.read", on: shop, shop: shop)
      return try DestinationStore.all(of: shop, vault, tx)
    }
  }

  /// Adds a destination; the first one is the default. The owner gets a mail. Throws
  /// `Problem(.notAllowedNow)` when there are too many, `Problem(.notFound)`.
  package func addDestination(_ input: AddPayoutDestinationInput, to id: ShopID) async throws
    -> PayoutDestination
  {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      let count = try DestinationStore.count(of: id, tx)
      guard count < maximumDestinations else {
        throw Problem(
          .notAllowedNow, "A shop can have \(maximumDestinations) destinations. Delete one first.")
      }
      let isDefault = input.isDefault || count == 0
      if isDefault { try DestinationStore.clearDefault(of: id, tx) }
      let destination = PayoutDestination(
        id: PayoutDestinationID(at: tx.now), shop: id, kind: input.kind, isDefault: isDefault,
        details: input.details, createdAt: tx.now, updatedAt: tx.now)
      try DestinationStore.insert(destination, vault, tx)
      try note(.added, destination, of: shop, tx)
      return destination
    }
  }

  /// Changes a destination, or makes it the default. The owner gets a mail. Throws `Problem(.invalidInput)`
  /// when something would be missing then, `Problem(.notFound)`.
  package func editDestination(
    _ id: PayoutDestinationID, _ edit: @escaping Edit<PayoutDestination, EditPayoutDestinationInput>,
    of shop: ShopID
  ) async throws -> PayoutDestination {
    try await database.write { tx in
      guard let found = try ShopStore.lock(shop, tx),
        let old = try DestinationStore.find(id, of: shop, vault, tx)
      else { throw Problem(.notFound) }
      let input = try edit(old)
      let details = input.applied(to: old.details)
      let problems = details.problems(old.kind)
      guard problems.isEmpty else {
        throw Problem(
          .invalidInput, problems[0].message,
          fields: problems.map { FieldError(field: $0.field, code: "required", message: $0.message) })
      }
      if details != old.details { try DestinationStore.update(id, details, vault, tx) }
      if input.isDefault == true && !old.isDefault {
        try DestinationStore.clearDefault(of: shop, tx)
        try DestinationStore.setDefault(id, tx)
      }
      guard let new = try DestinationStore.find(id, of: shop, vault, tx) else { throw Problem(.notFound) }
      if details != old.details {
        try note(.changed, new, of: found, tx)
      } else if new.isDefault != old.isDefault {
        try note(.default, new, of: found, tx)
      }
      return new
    }
  }

  /// Deletes a destination; the newest of the others takes over as default. The owner gets a mail. Throws
  /// `Problem(.notFound)`.
  package func deleteDestination(
    _ id: PayoutDestinationID, of shop: ShopID,
    when condition: @escaping Condition<PayoutDestination> = { _ in }
  ) async throws {
    try await database.write { tx in
      guard let found = try ShopStore.lock(shop, tx),
        let old = try DestinationStore.find(id, of: shop, vault, tx)
      else { throw Problem(.notFound) }
      try condition(old)
      try DestinationStore.delete(id, tx)
      if old.isDefault, let next = try DestinationStore.newest(of: shop, tx) {
        try DestinationStore.setDefault(next, tx)
      }
      try note(.deleted, old, of: found, tx)
    }
  }

  /// What can happen to a destination; the audit log keeps the word.
  private enum Change: String { case added, changed, deleted, `default` }

  private func note(
    _ change: Change, _ destination: PayoutDestination, of shop: Shop, _ tx: Transaction
  ) throws {
    try tx.record(
      "destination.\(change.rawValue)", on: destination.id, shop: shop.id,
      after: ["kind": .string(destination.kind.rawValue), "details": .string("changed")])
    let shown: Words = "\(destination.kind.title) \(destination.details.masked)"
    let sentence: Words =
      switch change {
      case .added: "A payout destination was added: \(shown)."
      case .changed: "A payout destination was changed: \(shown)."
      case .deleted: "A payout destination was deleted: \(shown)."
      case .default: "A payout destination was made the default: \(shown)."
      }
    try mailOwner(of: shop, tx) { ShopMails(site: site).destinationChanged(shop, sentence, $0) }
  }
}
