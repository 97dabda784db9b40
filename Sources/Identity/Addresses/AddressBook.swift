import Kernel
import Persistence

/// How many addresses a person may keep.
private let maximumAddresses = 50

extension Identity {
  /// A page of the address book, the oldest first.
  package func addresses(of account: AccountID, _ page: PageRequest) async throws -> Page<SavedAddress> {
    try await database.read { try AddressStore.page(page, of: account, $0) }
  }

  /// One entry. Throws `Problem(.notFound)` for another's.
  package func address(_ id: AddressID, of account: AccountID) async throws -> SavedAddress {
    let saved = try await database.read { try AddressStore.find(id, of: account, $0) }
    guard let saved else { throw Problem(.notFound) }
    return saved
  }

  /// Adds an entry; the first one is the default. Throws `Problem(.notAllowedNow)` beyond fifty.
  package func saveAddress(_ input: SaveAddressInput, of account: AccountID) async throws -> SavedAddress {
    try await database.write { tx in
      // Locked, so that two at once don't both become the default.
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      let count = try AddressStore.count(of: account, tx)
      guard count < maximumAddresses else {
        throw Problem(.notAllowedNow, "The address book is full. Remove an address that you no longer use.")
      }
      let saved = SavedAddress(
        id: AddressID(at: tx.now), address: input.address, type: input.type, label: input.label,
        isDefault: input.isDefault || count == 0, createdAt: tx.now)
      if saved.isDefault { try AddressStore.clearDefault(of: account, tx) }
      try AddressStore.insert(saved, of: account, tx)
      return saved
    }
  }

  /// Changes an entry. Throws `Problem(.notFound)` for another's, and `.invalidInput` for what its country has not.
  package func editAddress(
    _ id: AddressID, _ edit: @escaping Edit<SavedAddress, EditAddressInput>, of account: AccountID
  ) async throws -> SavedAddress {
    try await database.write { tx in
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      guard let old = try AddressStore.find(id, of: account, tx) else { throw Problem(.notFound) }
      let input = try edit(old)
      let saved = SavedAddress(
        id: id, address: try input.applied(to: old.address), type: input.type ?? old.type,
        label: input.label.applied(to: old.label), isDefault: input.isDefault ?? old.isDefault,
        createdAt: old.createdAt)
      if saved.isDefault && !old.isDefault { try AddressStore.clearDefault(of: account, tx) }
      try AddressStore.update(saved, of: account, tx)
      return saved
    }
  }

  /// Removes an entry. Throws `Problem(.notFound)` for another's.
  package func deleteAddress(
    _ id: AddressID, of account: AccountID, when condition: @escaping Condition<SavedAddress> = { _ in }
  ) async throws {
    try await database.write { tx in
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      guard let old = try AddressStore.find(id, of: account, tx) else { throw Problem(.notFound) }
      try condition(old)
      guard try AddressStore.delete(id, of: account, tx) else { throw Problem(.notFound) }
    }
  }
}
