import Areas
import Kernel
import Persistence

/// The words by which shops are found.
enum ShopNames: NamedRows {
  static let kind = "vendors.rebuild-names"
  static let index = NameIndex<ShopEntity>(words: "shop_words", rebuild: "shop_word_rebuilds")

  static func add(_ shop: Shop, _ tx: Transaction) throws { try index.add([words(shop.id, shop.name)], tx) }

  static func replace(_ id: ShopID, _ name: String, _ tx: Transaction) throws {
    try index.replace([words(id, name)], tx)
  }

  static func next(after id: ShopID?, limit: Int, _ tx: Transaction) throws -> [NamedSubject<ShopEntity>] {
    try ShopStore.names(after: id, limit: limit, tx)
  }

  static func words(_ id: ShopID, _ name: String) -> NamedSubject<ShopEntity> { NamedSubject(id, [name]) }
}
