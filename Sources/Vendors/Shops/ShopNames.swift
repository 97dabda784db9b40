import Areas
import Kernel
import Persistence

/// How often to look whether shops wait for the words of their names, in seconds.
private let rebuildEverySeconds: Int64 = 60

/// The words by which shops are found.
enum ShopNames {
  static let index = NameIndex<ShopEntity>(words: "shop_words", rebuild: "shop_word_rebuilds")

  static func add(_ shop: Shop, _ tx: Transaction) throws { try index.add([words(shop.id, shop.name)], tx) }

  static func replace(_ id: ShopID, _ name: String, _ tx: Transaction) throws {
    try index.replace([words(id, name)], tx)
  }

  static func words(_ id: ShopID, _ name: String) -> NamedSubject<ShopEntity> { NamedSubject(id, [name]) }
}

/// Gives shops from before there were words theirs.
struct RebuildShopNames: Job {
  static let kind = "vendors.rebuild-names"

  static func register(_ vendors: Vendors, in registry: inout JobRegistry) throws {
    registry.on(RebuildShopNames.self) { _, _ in try await vendors.rebuildNames() }
    try registry.every(seconds: rebuildEverySeconds, RebuildShopNames())
  }
}

extension Vendors {
  /// Goes on with the words of shops from before.
  func rebuildNames(steps: Int? = nil, of limit: Int? = nil) async throws {
    try await ShopNames.index.fill(database, steps: steps, of: limit) { id, limit, tx in
      try ShopStore.names(after: id, limit: limit, tx)
    }
  }
}
