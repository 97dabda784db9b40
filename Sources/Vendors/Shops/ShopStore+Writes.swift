import Areas
import Foundation
import Kernel
import Persistence

extension ShopProfile: SQLValue {
  package static var sample: ShopProfile { ShopProfile() }

  package var sqlParameter: SQLParameter {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(self) else { return .null }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Reads the JSON that one column keeps.
  package static func decode(_ column: SQLColumn) throws -> ShopProfile {
    let text = try column.text()
    if text == "{}" { return ShopProfile() }
    return try JSONDecoder().decode(ShopProfile.self, from: Data(text.utf8))
  }
}

extension ShopStore {
  /// False when the slug is taken.
  static func insert(_ shop: Shop, _ tx: Transaction) throws -> Bool {
    let values: NamedValues = [
      "id": shop.id, "owner_id": shop.owner, "slug": shop.slug, "name": shop.name,
      "folded_name": folded(shop.name), "description": shop.description, "country": shop.country,
      "currency": shop.currency, "status": shop.status, "shipping_policy": shop.shippingPolicy,
      "return_policy": shop.returnPolicy, "low_stock_threshold": shop.lowStockThreshold, "created_at": tx.now,
      "updated_at": tx.now, "approved_at": shop.approvedAt,
    ]
    guard try tx.run("INSERT INTO shops \(values: values) ON CONFLICT (slug) DO NOTHING") == 1 else {
      return false
    }
    try ShopNames.add(shop, tx)
    return true
  }

  /// Undoes the insert of this transaction.
  static func takeBack(_ id: ShopID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM shops WHERE id = \(id)")
  }

  static func update(_ shop: Shop, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shops SET slug = \(shop.slug), name = \(shop.name), folded_name = \(folded(shop.name)),
        description = \(shop.description), country = \(shop.country),
        shipping_policy = \(shop.shippingPolicy), return_policy = \(shop.returnPolicy),
        low_stock_threshold = \(shop.lowStockThreshold), profile = \(shop.profile),
        time_zone = \(shop.chosenTimeZone?.name), translations = \(shop.translations),
        updated_at = \(tx.now)
      WHERE id = \(shop.id)
      """)
    try ShopNames.replace(shop.id, shop.name, tx)
  }

  /// The next shops in their order with the words of their names, closed ones too; locked.
  static func names(
    after id: ShopID?, limit: Int, _ tx: Transaction
  ) throws -> [NamedSubject<ShopEntity>] {
    let rule: SQL = id.map { "WHERE id > \($0)" } ?? ""
    return try tx.all(
      "SELECT id, name FROM shops \(fragment: rule) ORDER BY id LIMIT \(limit) \(fragment: tx.forUpdate)"
    ) { row in ShopNames.words(try row.next(), try row.next()) }
  }

  static func setStatus(_ id: ShopID, _ status: ShopStatus, reason: String?, _ tx: Transaction) throws {
    let approval: SQL = status == .approved ? ", approved_at = COALESCE(approved_at, \(tx.now))" : ""
    try tx.run(
      """
      UPDATE shops SET status = \(status), status_reason = \(reason), updated_at = \(tx.now)
        \(fragment: approval)
      WHERE id = \(id)
      """)
  }

  /// Waits for an administrator again. The reason stays, so that both sides see what the answer is to.
  static func answer(_ id: ShopID, _ message: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shops SET status = \(ShopStatus.pending), vendor_answer = \(message), updated_at = \(tx.now)
      WHERE id = \(id)
      """)
  }

  static func setPicture(_ id: ShopID, _ picture: ShopPicture, key: String?, _ tx: Transaction) throws {
    let column: SQL =
      switch picture {
      case .avatar: "avatar_key"
      case .banner: "banner_key"
      }
    try tx.run("UPDATE shops SET \(fragment: column) = \(key), updated_at = \(tx.now) WHERE id = \(id)")
  }
}
