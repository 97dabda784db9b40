import Identity
import Kernel
import Persistence
import Web

extension Vendors: ShopAuthority {
  /// The owner may do everything, a member what their permissions say.
  package func shop(
    _ idOrSlug: String, viewer: Viewer, permission: Permission
  ) async throws -> ShopID? {
    let found = try await database.read { try ShopStore.authority(idOrSlug, for: viewer.account, $0) }
    guard let found else { return nil }
    if found.owner == viewer.account { return found.shop }
    let granted = found.permissions.map { StaffPermissions(text: $0).granted } ?? []
    return granted.contains(permission) ? found.shop : nil
  }
}

extension Vendors {
  /// The shop with this id or slug as far as `viewer` may see it: open ones everybody, others their owner and
  /// administrators who see shops of every state. Throws `Problem(.notFound)`.
  package func shop(_ reference: String, for viewer: Viewer?) async throws -> Shop {
    let shop = try await database.read { try ShopStore.byReference(reference, $0) }
    guard let shop, shop.isOpen || shop.isManaged(by: viewer) else { throw Problem(.notFound) }
    return shop
  }

  /// The shop, whatever its state unless closed. Throws `Problem(.notFound)`.
  package func shop(_ id: ShopID) async throws -> Shop {
    let shop = try await database.read { try ShopStore.find(id, $0) }
    guard let shop else { throw Problem(.notFound) }
    return shop
  }

  /// An account's shops, the oldest first.
  package func shops(of owner: AccountID) async throws -> [Shop] {
    try await database.read { try ShopStore.ownedBy(owner, $0) }
  }

  /// A page of the open shops by name, in whose names words begin as those of `text`.
  package func openShops(matching text: String? = nil, _ page: PageRequest) async throws -> Page<Shop> {
    try await database.read { try ShopStore.approved(matching: text, page, $0) }
  }

  /// The newest open shops.
  package func newestShops(limit: Int) async throws -> [Shop] {
    try await database.read { try ShopStore.newest(limit: limit, $0) }
  }

  /// The open shops that most people follow.
  package func mostFollowedShops(limit: Int) async throws -> [Shop] {
    try await database.read { try ShopStore.mostFollowed(limit: limit, $0) }
  }

  /// Those of these shops that customers see, in the given order.
  package func openShops(_ ids: [ShopID]) async throws -> [Shop] {
    if ids.isEmpty { return [] }
    let found = try await database.read { try ShopStore.open(ids, $0) }
    let byID = Dictionary(found.map { ($0.id, $0) }) { $1 }
    return ids.compactMap { byID[$0] }
  }
}

extension Shop {
  /// Whether the viewer sees more of it than customers do: the one rule for what open routes show of it.
  package func isManaged(by viewer: Viewer?) -> Bool {
    guard let viewer else { return false }
    return viewer.account == owner || viewer.may(.shops)
  }
}
