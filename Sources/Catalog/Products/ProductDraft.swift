import Areas
import Gateways
import Kernel
import Web

/// A product as somebody wants it to be: what a form, the API or a file says. `ProductWriter` makes it so.
package struct ProductDraft: Hashable, Sendable {
  package var title: String
  package var text: ProductText
  package var pageText: PageText
  package var status: ProductStatus
  package var category: CategoryID?
  package var brand: String?
  package var tags: [String]
  package var options: [ProductOption]
  package var attributes: [ProductAttribute]
  /// What it says of its category's attributes.
  package var values: [ProductValue] = []
  /// At least one; each has a value for every option.
  package var variants: [VariantDraft]
  /// Pictures that a file names. `nil` leaves those of an existing product alone.
  package var images: [ImageDraft]?
  /// What the file calls the product.
  package var sourceHandle: String?
  /// When it goes on sale by itself.
  package var publishAt: Timestamp?
  /// Its texts in other languages.
  package var translations = Translations()
  /// Its video, its warranty, and whether it can be paid at the door.
  package var extras = ProductExtras()

  /// A product with these parts.
  package init(
    title: String, text: ProductText, pageText: PageText = PageText(), status: ProductStatus = .active,
    category: CategoryID? = nil, brand: String? = nil, tags: [String] = [], options: [ProductOption] = [],
    attributes: [ProductAttribute] = [], variants: [VariantDraft], images: [ImageDraft]? = nil,
    sourceHandle: String? = nil, publishAt: Timestamp? = nil
  ) {
    self.title = title
    self.text = text
    self.pageText = pageText
    self.status = status
    self.category = category
    self.brand = brand
    self.tags = tags
    self.options = options
    self.attributes = attributes
    self.variants = variants
    self.images = images
    self.sourceHandle = sourceHandle
    self.publishAt = publishAt
  }

  /// What it costs at least, in minor units.
  var lowestPrice: Int64 { cheapest?.price ?? 0 }
  /// The former price of the cheapest variant, in minor units.
  var compareAtPrice: Int64? { cheapest?.compareAtPrice }
  /// What it costs at most, in minor units.
  var highestPrice: Int64 { variants.map(\.price).max() ?? 0 }

  private var cheapest: VariantDraft? { variants.min { $0.price < $1.price } }
}

/// A variant as somebody wants it to be.
package struct VariantDraft: Hashable, Sendable {
  /// Which existing variant this is, if that is known.
  package var id: VariantID?
  /// One value for each option of the product.
  package var options: [String]
  package var sku: String?
  /// Minor units of the shop's currency.
  package var price: Int64
  /// The former price, in minor units.
  package var compareAtPrice: Int64?
  /// How many are left; `nil` leaves the stock of an existing variant alone.
  package var stock: Int64?
  /// Whether pieces are counted at all.
  package var tracksStock: Bool
  /// Whether it is sold on when none is left.
  package var sellsOn: Bool
  package var barcode: String?
  package var weightGrams: Int64?
  /// Which picture of the product shows it.
  package var image: ImageID?
  /// The address of the picture that shows it, when a file names it.
  package var imageSource: String?
  /// From how many pieces on it runs low; `nil` for the threshold of its shop.
  package var lowStockThreshold: Int?

  /// A variant with these parts.
  package init(
    id: VariantID? = nil, options: [String] = [], sku: String? = nil, price: Int64,
    compareAtPrice: Int64? = nil,
    stock: Int64? = nil, tracksStock: Bool = true, sellsOn: Bool = false, barcode: String? = nil,
    weightGrams: Int64? = nil, image: ImageID? = nil, imageSource: String? = nil,
    lowStockThreshold: Int? = nil
  ) {
    self.id = id
    self.options = options
    self.sku = sku
    self.price = price
    self.compareAtPrice = compareAtPrice
    self.stock = stock
    self.tracksStock = tracksStock
    self.sellsOn = sellsOn
    self.barcode = barcode
    self.weightGrams = weightGrams
    self.image = image
    self.imageSource = imageSource
    self.lowStockThreshold = lowStockThreshold
  }

  /// Whether it can be bought when so many are left.
  func canBeBought(of left: Int64) -> Bool { left > 0 || !tracksStock || sellsOn }

  /// Whether it can be bought as it is, where the draft says how many there are.
  var isInStock: Bool { canBeBought(of: stock ?? 0) }

  /// Its values, as "Red / M".
  var title: String { options.isEmpty ? Variant.onlyTitle : options.joined(separator: " / ") }
}

/// A picture that a file names: one of the product's, one that is stored here, or one that is still to be fetched.
package struct ImageDraft: Hashable, Sendable {
  package let id: ImageID
  package let sourceURL: String?
  let stored: StoredPicture?
  package let alt: String

  /// The picture at `sourceURL`.
  package init(sourceURL: String, alt: String) {
    id = ImageID()
    self.sourceURL = sourceURL
    stored = nil
    self.alt = alt
  }

  /// One that is there already.
  init(_ image: ProductImage, alt: String) {
    id = image.id
    sourceURL = image.sourceURL
    stored = image.key.map { StoredPicture(folder: $0, width: image.width, height: image.height) }
    self.alt = alt
  }

  /// One whose sizes lie in the object store.
  init(_ picture: StoredPicture, alt: String) {
    id = ImageID()
    sourceURL = nil
    stored = picture
    self.alt = alt
  }

  /// Whether it is the picture at this address.
  func isNamed(by address: PictureAddress) -> Bool {
    sourceURL == address.text || sourceURL == nil && address.key != nil && address.key == stored?.folder
  }
}

/// How a description is written.
package enum DescriptionFormat: String, CaseIterable, Codable, Sendable, JSONWritable {
  /// Plain text, or HTML where there is a tag in it.
  case text
  /// CommonMark.
  case markdown
}

extension ProductText {
  /// No description.
  package static let empty = ProductText(text: "", isHTML: false)

  /// What was typed in this format, made safe.
  package init(_ source: String, as format: DescriptionFormat) {
    guard format == .markdown else {
      self.init(untrusted: source)
      return
    }
    let typed = source.trimmed
    let html = RichText.sanitise(Markdown.unsafeHTML(typed))
    self.init(text: html, isHTML: !html.isEmpty, markdown: html.isEmpty ? nil : typed)
  }

  /// What it was made of, as forms and the API show it.
  package var source: String { markdown ?? text }
  /// How `source` is written.
  package var format: DescriptionFormat { markdown == nil ? .text : .markdown }

  /// Keeps plain text as it is typed and makes HTML safe.
  package init(untrusted source: String) {
    let typed = source.trimmed
    let hasMarkup = ProductText.hasMarkup(typed)
    let text = hasMarkup ? RichText.sanitise(typed) : typed
    // Of pictures and scripts alone nothing is left, which is no markup any more.
    self.init(text: text, isHTML: hasMarkup && !text.isEmpty)
  }

  /// What was made safe before.
  init(safe text: String) { self.init(text: text, isHTML: ProductText.hasMarkup(text)) }

  /// Whether it could not be sent again: references to signs are longer than these.
  var isTooLong: Bool { text.unicodeScalars.count > ProductRules.longestDescription }
  static var tooLong: Words { "This may have at most \(ProductRules.longestDescription) characters." }

  /// The description as HTML that is safe to put into a page.
  package var html: String { isHTML ? text : RichText.sanitise(ProductText.escape(text)) }

  /// The words alone on one line, at most `limit` characters.
  package func plain(limit: Int = .max) -> String {
    RichText.plainText(isHTML ? text : ProductText.escape(text), limit: limit)
  }

  /// True when there is a tag, a comment or an entity in it.
  private static func hasMarkup(_ text: String) -> Bool {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return false
    }
    return text.firstMatch(of: /<[\/!?]?[A-Za-z]|<!--|&(#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);/) != nil
  }

  private static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}

extension Product {
  /// The product as a draft that would change nothing; stock is left alone.
  package var draft: ProductDraft {
    var draft = ProductDraft(
      title: title, text: text, pageText: pageText, status: status, category: category?.id, brand: brand,
      tags: tags, options: options, attributes: attributes, variants: variants.map(\.draft), images: nil,
      sourceHandle: sourceHandle, publishAt: publishAt)
    draft.values = values
    draft.translations = translations
    draft.extras = extras
    return draft
  }
}

extension Variant {
  /// The variant as a draft that would change nothing; stock is left alone.
  package var draft: VariantDraft {
    VariantDraft(
      id: id, options: options, sku: sku, price: price.amount, compareAtPrice: compareAtPrice?.amount,
      stock: nil, tracksStock: tracksStock, sellsOn: sellsOn, barcode: barcode, weightGrams: weightGrams,
      image: image, lowStockThreshold: lowStockThreshold)
  }
}
