import Kernel
import Persistence
import Web

/// What there is of a variant, for those who look after the goods.
package struct StockLevel: Hashable, Sendable {
  package let variant: VariantID
  package let product: ProductID
  package let productTitle: String
  package let variantTitle: String
  package let sku: String?
  /// What lies in the shop, that of orders included; below zero where more was promised than there is.
  package let onHand: Int64
  /// Held by checkouts that are not paid yet.
  package let reserved: Int64
  /// Belongs to orders that have not left the shop.
  package let allocated: Int64
  /// How many are left; below zero where more was promised than there is.
  package let left: Int64
  /// Whether pieces are counted at all.
  package let tracksStock: Bool
  /// Whether it is sold on when none is left.
  package let sellsOn: Bool
  /// From how many pieces on it runs low; `nil` for the threshold of its shop.
  package let ownThreshold: Int?
  /// The threshold that is in force.
  package let threshold: Int

  /// Whether it is at the threshold or below.
  package var isLow: Bool { tracksStock && left <= Int64(threshold) }

  /// The whole name, as "Shirt (Red / M)".
  package var name: Words { Variant.name(of: variantTitle, in: productTitle) }

  /// What the log says besides of which variant it is; nothing where there is only one.
  var logged: [String: JSONValue] {
    variantTitle == Variant.onlyTitle ? [:] : ["variant": .string(variantTitle)]
  }
}

extension Variant {
  /// What a variant is called beside others' goods, as "Shirt (Red / M)"; the only one of a product as that.
  package static func name(of title: String, in product: String) -> Words {
    title == onlyTitle ? Words(verbatim: product) : "\(product) (\(name(of: title)))"
  }
}

/// Which part of a shop's stock somebody wants to see.
package enum StockFilter: String, CaseIterable, Sendable {
  case all
  /// At the threshold or below.
  case low
  /// Counted, and nothing is left.
  case out
}

/// Which of its variants a shop wants to see.
package struct StockQuery: Input {
  package let text: String?
  package let filter: StockFilter

  package init(from input: inout InputReader) throws {
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
    filter = input.optional("show", .choice(StockFilter.self)) ?? .all
  }

  /// A query from code.
  package init(text: String? = nil, filter: StockFilter = .all) {
    self.text = text
    self.filter = filter
  }
}

/// Which movements somebody wants to see.
package struct StockMovementFilter: Hashable, Sendable, Input {
  package var variant: VariantID?
  package var reason: StockReason?
  package var location: StockLocationID?
  /// From this moment on.
  package var from: Timestamp?
  /// Before this moment.
  package var until: Timestamp?

  /// All of them.
  package init() {}

  package init(from input: inout InputReader) throws {
    variant = input.optional("variant", .id(VariantID.self))
    reason = input.optional("reason", .choice(StockReason.self))
    location = input.optional("location", .id(StockLocationID.self))
    from = input.optional("from", .timestamp)
    until = input.optional("until", .timestamp)
  }
}
