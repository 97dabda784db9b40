import Kernel
import Persistence
import Web

package enum StockLocationEntity: Entity { package static let idPrefix = "location" }
/// Names a place where a shop keeps goods.
package typealias StockLocationID = ID<StockLocationEntity>

/// A place where a shop keeps goods.
package struct StockLocation: Hashable, Sendable {
  /// How many a shop has at most, those that are not used any more included.
  package static let most = 50

  package let id: StockLocationID
  package let shop: ShopID
  package let name: String
  /// As it stands on a parcel, in several lines.
  package let address: String?
  /// Sales take from the lowest one first.
  package let position: Int64
  /// Holds what lies at no other one: what was there before there were locations, what new products begin with, and what
  /// forms and files change.
  package let isMain: Bool
  package let createdAt: Timestamp
  /// Since when it is not used any more; nothing lies there then.
  package let deactivatedAt: Timestamp?

  /// Whether goods may lie there.
  package var isActive: Bool { deactivatedAt == nil }

  /// Its name, as it was typed.
  package var title: Words { Words(verbatim: name) }
}

/// A new location.
package struct StockLocationInput: Input {
  static let name: Rule<String> = .text(1...100)
  static let address: Rule<String> = .text(0...300, multiline: true)

  package let name: String
  package let address: String?

  package init(from input: inout InputReader) throws {
    name = input.required("name", Self.name)
    address = input.optional("address", Self.address).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A location from code.
  package init(name: String, address: String? = nil) {
    self.name = name
    self.address = address
  }
}

/// What is to be another about a location; what is absent stays.
package struct EditStockLocationInput: Input {
  let name: String?
  let address: String?
  let hasAddress: Bool

  package init(from input: inout InputReader) throws {
    name = input.optional("name", StockLocationInput.name)
    hasAddress = input.has("address")
    address = input.optional("address", StockLocationInput.address).flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// The locations of a shop in the order in which sales take from them.
package struct StockLocationOrderInput: Input {
  package let locations: [StockLocationID]

  package init(from input: inout InputReader) throws {
    locations = input.list("locations", .id(StockLocationID.self), max: StockLocation.most)
  }

  /// An order from code.
  package init(_ locations: [StockLocationID]) { self.locations = locations }
}

/// Where goods go of a location that is not used any more.
package struct StockLocationHeirQuery: Input {
  /// Another location of the shop; `nil` where nothing lies there.
  package let moveTo: StockLocationID?

  package init(from input: inout InputReader) throws {
    moveTo = input.optional("moveTo", .id(StockLocationID.self))
  }

  /// An heir from code.
  package init(_ moveTo: StockLocationID?) { self.moveTo = moveTo }
}

/// What of a variant lies at a location.
package struct LocationStock: Hashable, Sendable {
  package let location: StockLocation
  package let variant: VariantID
  /// Pieces, those of orders included; below zero at the main location alone, where more was promised than there is.
  package let quantity: Int64
}

/// What of a variant lies at a location, with what it is called.
package struct LocationLevel: Hashable, Sendable {
  package let variant: VariantID
  package let product: ProductID
  package let productTitle: String
  package let variantTitle: String
  package let sku: String?
  package let quantity: Int64
  /// What lies in the whole shop.
  package let onHand: Int64

  /// The whole name, as "Shirt (Red / M)".
  package var name: Words { Variant.name(of: variantTitle, in: productTitle) }
}

/// Which goods of a location somebody wants to see.
package struct LocationStockQuery: Input {
  package let text: String?

  package init(from input: inout InputReader) throws {
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A query from code.
  package init(text: String? = nil) { self.text = text }
}

extension StockLocation: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("l.id")
    shop = try row.next("l.shop_id")
    name = try row.next("l.name")
    address = try row.next("l.address")
    position = try row.next("l.position")
    isMain = try row.next("l.is_main")
    createdAt = try row.next("l.created_at")
    deactivatedAt = try row.next("l.deactivated_at")
  }
}
