import Areas
import Kernel
import Persistence
import Vendors
import Web

/// Whether a product is meant for sale.
package enum ProductStatus: String, CaseIterable, Codable, Sendable, SQLValue, JSONWritable {
  /// Only the shop sees it.
  case draft
  /// For sale as soon as the shop is approved.
  case active
  /// Out of the range, kept for the record.
  case archived
}

/// What variants differ in, as "Colour", with its values in the order of showing.
package struct ProductOption: Hashable, Codable, Sendable {
  package let name: String
  package let values: [String]

  /// An option with these values.
  package init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

/// A description, either plain text or HTML that was made safe, which may have been made of Markdown.
package struct ProductText: Hashable, Sendable {
  package let text: String
  package let isHTML: Bool
  /// What was typed as Markdown; `text` was made of it.
  package internal(set) var markdown: String?
}

/// As much of a category as stands beside its products.
package struct CategorySummary: Hashable, Sendable {
  package let id: CategoryID
  package let slug: String
  package let name: String
}

/// The average of the reviews, kept as sum and count.
package struct Rating: Hashable, Sendable {
  package let sum: Int64
  package let count: Int64

  /// The mean from 1 to 5; `nil` before the first review.
  package var average: Double? { count == 0 ? nil : Double(sum) / Double(count) }

  /// The mean in thousandths of a star, as listings are sorted by it; 0 before the first review.
  package var score: Int64 { count == 0 ? 0 : sum * 1000 / count }
}

/// One picture of a product.
package struct ProductImage: Hashable, Sendable {
  package let id: ImageID
  /// Below which key its sizes are stored; `nil` while a picture that an import names was not fetched.
  package let key: String?
  /// Where an import found it.
  package let sourceURL: String?
  /// What it shows, for those who do not see it.
  package let alt: String
  /// Pixels across; 0 when not known.
  package let width: Int
  /// Pixels down; 0 when not known.
  package let height: Int
  /// What was made of it since it was stored.
  package internal(set) var look = PictureLook.first
  /// The picture that was there before it was edited.
  package internal(set) var original: StoredPicture?

  /// Below which keys its files are.
  var keys: [String] { [key, original?.folder].compactMap { $0 } }
}

/// One way to have a product, as red in M.
package struct Variant: Hashable, Sendable {
  package let id: VariantID
  /// Its values, as "Red / M"; "Standard" for the only variant of a product without options.
  package let title: String
  /// One value for each of the product's options, in their order.
  package internal(set) var options: [String]
  package let sku: String?
  package internal(set) var price: Money
  /// The former price.
  package internal(set) var compareAtPrice: Money?
  /// What lies in the shop, whoever it belongs to.
  package let onHand: Int64
  /// Held by checkouts that are not paid yet.
  package let reserved: Int64
  /// Belongs to orders that have not left the shop.
  package let allocated: Int64
  /// How many were handed over.
  package let sold: Int64
  package let barcode: String?
  package let weightGrams: Int64?
  package let image: ImageID?
  /// Whether pieces are counted at all.
  package let tracksStock: Bool
  /// Whether it is sold on when none is left.
  package let sellsOn: Bool
  /// Promised beyond what lay in the shop; part of `onHand`.
  package let owed: Int64
  /// From how many pieces on it runs low; `nil` for the threshold of its shop.
  package let lowStockThreshold: Int?

  /// As many as nobody could buy at once: stands for no end.
  package static let endless: Int64 = 1_000_000_000

  /// How many are left; below zero where more was promised than there is.
  package var stock: Int64 { onHand - reserved - allocated - owed }
  /// How many can be bought: what is left, or `endless`.
  package var available: Int64 {
    tracksStock && !sellsOn ? max(0, onHand - reserved - allocated) : Self.endless
  }
}

/// A product with everything that belongs to it.
package struct Product: Sendable {
  package let id: ProductID
  package let shop: ShopSummary
  package let slug: String
  package internal(set) var title: String
  package internal(set) var text: ProductText
  /// What its page is called in search results.
  package internal(set) var pageText = PageText()
  /// Its video, its warranty, and whether it can be paid at the door.
  package internal(set) var extras = ProductExtras()
  package let status: ProductStatus
  /// When it goes on sale by itself; until then the public does not see it. `nil` for what waits for nothing.
  package internal(set) var publishAt: Timestamp?
  /// Whether the public sees it: active, not waiting, not deleted, not hidden, and the shop approved.
  package let isListed: Bool
  package internal(set) var category: CategorySummary?
  package let brand: String?
  package let tags: [String]
  package let options: [ProductOption]
  /// Specifications by name, as "Material": "Oak".
  package let attributes: [ProductAttribute]
  /// What it says of its category's attributes, in their order.
  package internal(set) var values: [ProductValue] = []
  package internal(set) var currency: Currency
  package let rating: Rating
  package let sold: Int64
  package let sourceHandle: String?
  package let createdAt: Timestamp
  package let updatedAt: Timestamp
  package let deletedAt: Timestamp?
  /// That administrators hide it, whatever its shop wants; `nil` for what they don't.
  package internal(set) var hiding: ProductHiding?
  /// How many decisions and answers about hidings there were.
  var decisions = 0
  /// In the order of showing; never empty.
  package internal(set) var variants: [Variant] = []
  /// In the order of showing.
  package internal(set) var images: [ProductImage] = []
  /// Title, description and texts for search engines in other languages.
  package internal(set) var translations = Translations()
  /// The tag of the language that it is told in; `nil` for that in which it was written.
  package internal(set) var language: String?

  /// The price of the cheapest variant.
  package var price: Money { cheapest?.price ?? .zero(currency) }
  /// The former price of the cheapest variant.
  package var compareAtPrice: Money? { cheapest?.compareAtPrice }
  /// The price of the dearest variant.
  package var highestPrice: Money { Money(variants.map(\.price.amount).max() ?? 0, currency) }
  /// How many are left, over all variants that are counted.
  package var stock: Int64 { variants.filter(\.tracksStock).reduce(0) { $0 + $1.stock } }
  /// Whether anything of it can be bought.
  package var isInStock: Bool { variants.contains { $0.available > 0 } }

  private var cheapest: Variant? { variants.min { $0.price.amount < $1.price.amount } }
}

/// A specification, as "Material": "Oak".
package struct ProductAttribute: Hashable, Codable, Sendable {
  package let name: String
  package let value: String

  /// A specification.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

extension Variant {
  private static let onlyName: Words = "Standard"
  /// The title of the only variant of a product without options.
  static var onlyTitle: String { onlyName.description }

  /// A variant's title as its reader knows it: what the shop typed, or the only one's in their language.
  package static func name(of title: String) -> Words {
    title == onlyTitle ? onlyName : Words(verbatim: title)
  }
}
