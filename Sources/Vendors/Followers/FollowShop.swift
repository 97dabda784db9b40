import Areas
import Identity
import Kernel
import Persistence
import Web

extension Vendors {
  /// Follows an open shop; nothing when the account does already. Throws `.notFound`.
  package func follow(_ reference: String, by account: AccountID) async throws -> Shop {
    try await database.write { tx in
      guard try AccountStore.hold(account, tx) != nil else { throw Problem(.unauthenticated) }
      guard let shop = try ShopStore.byReference(reference, tx), shop.isOpen else { throw Problem(.notFound) }
      _ = try FollowerStore.add(account, to: shop.id, tx)
      return try ShopStore.find(shop.id, tx) ?? shop
    }
  }

  /// Stops following a shop, open or not; nothing when the account does not. Throws `.notFound`.
  package func unfollow(_ reference: String, by account: AccountID) async throws -> Shop {
    try await database.write { tx in
      guard let shop = try ShopStore.byReference(reference, tx) else { throw Problem(.notFound) }
      let wasThere = try FollowerStore.remove(account, from: shop.id, tx)
      guard wasThere || shop.isOpen else { throw Problem(.notFound) }
      return try ShopStore.find(shop.id, tx) ?? shop
    }
  }

  /// Those of the shops that the account follows; `nil` without an account.
  package func followed(_ shops: [ShopID], by account: AccountID?) async throws -> Set<ShopID>? {
    guard let account else { return nil }
    return try await database.read { try FollowerStore.followed(shops, by: account, $0) }
  }

  /// The open shops that an account follows, the last followed first.
  package func followedShops(of account: AccountID, _ page: PageRequest) async throws -> Page<FollowedShop> {
    try await database.read { try FollowerStore.page(of: account, page, $0) }
  }
}

/// What Vendors keeps about people who follow shops.
struct FollowerPersonalData: PersonalData {
  /// The shops under `followedShops`.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let followed = try FollowerStore.all(of: account, snapshot).map { name, since -> JSONValue in
      .object(["shop": .string(name), "since": .string(since.rfc3339)])
    }
    return [("followedShops", .array(followed))]
  }

  /// Stops following everything.
  func forget(_ account: AccountID, _ tx: Transaction) throws {
    for shop in try FollowerStore.shops(of: account, tx) {
      _ = try FollowerStore.remove(account, from: shop, tx)
    }
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    try forget(person.account, tx)
    return []
  }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}
