import Areas
import Gateways
import Identity
import Kernel
import Persistence

private let keyContext = "barred_address_keys.sealed:1"

/// Who closed a shop and then their account can't come back with the same address as if nothing had been:
/// their address is kept as a hash under a key that only the vault opens.
struct BarredAddresses: SignUpBar, PersonalData, SealedRows {
  private let vault: Vault

  /// The addresses that are hashed under a key in this vault.
  init(vault: Vault) { self.vault = vault }

  /// For the operator.
  var title: String { "the key of barred addresses" }

  /// Whether it is the address of somebody who closed a shop and then the account.
  func isBarred(_ email: EmailAddress, _ snapshot: Snapshot) throws -> Bool {
    try find(email, snapshot) != nil
  }

  /// Nothing can be told: the address of an account that is there is not barred.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] { [] }

  /// Called while the account's address is still there: bars it when the account ever closed a shop.
  func forget(_ account: AccountID, _ tx: Transaction) throws {
    guard let shop = try ClosedShopStore.any(closedBy: account, tx),
      let email = try AccountStore.find(account, tx)?.email
    else { return }
    try BarredAddressStore.insert(madeHashing(tx).of(email.text), because: shop, tx)
  }

  /// The same; the report says that a hash stays.
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    guard try ClosedShopStore.any(closedBy: person.account, tx) != nil else { return [] }
    try forget(person.account, tx)
    let why: Words = "Who closed a shop can't come back under the same address as if nothing had been."
    return [ErasureEntry("Keyed hashes of the address", .kept, 1, why: why)]
  }

  /// Seals the key under the newest key of the vault.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int {
    try await database.write { tx in
      guard let sealed = try BarredAddressStore.sealedKey(tx), !vault.isCurrent(sealed) else { return 0 }
      let key = try vault.open(sealed, context: keyContext)
      try BarredAddressStore.updateKey(vault.seal(key, context: keyContext), tx)
      return 1
    }
  }

  func find(_ email: EmailAddress, _ snapshot: Snapshot) throws -> BarredAddress? {
    guard let hashing = try hashing(snapshot) else { return nil }
    return try BarredAddressStore.find(hashing.of(email.text), snapshot)
  }

  /// The key is made when it is first needed.
  func madeHashing(_ tx: Transaction) throws -> KeyedHash {
    if let present = try hashing(tx) { return present }
    try BarredAddressStore.insertKey(vault.seal(KeyedHash.makeKey(), context: keyContext), tx)
    guard let made = try hashing(tx) else { throw Problem(.conflict) }
    return made
  }

  /// Nothing while no address was ever barred or forgotten.
  func hashing(_ snapshot: Snapshot) throws -> KeyedHash? {
    try BarredAddressStore.sealedKey(snapshot).map { KeyedHash(key: try vault.open($0, context: keyContext)) }
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}

extension Vendors {
  /// A page of barred addresses, the newest first.
  package func barredAddresses(_ page: PageRequest) async throws -> Page<BarredAddress> {
    try await database.read { try BarredAddressStore.page(page, $0) }
  }

  /// What is known of an address when it is barred; `nil` when it is not.
  package func findBarredAddress(_ email: EmailAddress) async throws -> BarredAddress? {
    let bar = BarredAddresses(vault: identity.vault)
    return try await database.read { try bar.find(email, $0) }
  }

  /// What is known of an address when it is barred. Throws `.notFound` when it is not.
  package func barredAddress(_ email: EmailAddress) async throws -> BarredAddress {
    guard let found = try await findBarredAddress(email) else {
      throw Problem(.notFound, "This address can sign up; it is not barred.")
    }
    return found
  }

  /// Lets a barred address sign up again. Throws `.notFound`.
  package func liftBar(_ reference: String) async throws {
    guard let hash = BarredAddressStore.bytes(reference) else { throw Problem(.notFound) }
    try await database.write { tx in
      guard let lifted = try BarredAddressStore.delete(hash, tx) else { throw Problem(.notFound) }
      try tx.record("address.bar_lifted", on: lifted.shop, shop: lifted.shop)
    }
  }
}
