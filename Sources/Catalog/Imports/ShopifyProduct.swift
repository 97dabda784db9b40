import Kernel

/// One product as the records of a CSV file describe it: the first record carries the product, every record may carry a
/// variant, a picture or both. What the file has no column for is absent.
struct ShopifyProduct: Sendable {
  /// A variant's record.
  struct Variant: Sendable {
    let record: Int
    /// One value for each of the product's options.
    let options: Cell<[String]>
    var sku: Cell<String?>
    let price: Cell<Int64?>
    let compareAtPrice: Cell<Int64?>
    let quantity: Cell<Int64?>
    /// The quantity when the file was exported, and by which export.
    let basis: CountBasis?
    let tracksStock: Cell<Bool>
    let sellsOn: Cell<Bool>
    let barcode: Cell<String?>
    let grams: Cell<Int64?>
    /// The address of the picture that shows it.
    let image: Cell<String?>
  }

  /// A picture by its address.
  struct Image: Sendable {
    let record: Int
    let source: String
    let text: Cell<String>
    let position: Int
  }

  /// A record that could not be used, with the reason for people.
  struct Rejection: Error, Sendable {
    let record: Int
    let reason: Words
  }

  let handle: String
  let title: Cell<String>
  let text: Cell<ProductText>
  let seoTitle: Cell<String?>
  let seoDescription: Cell<String?>
  let extras: FileExtras
  let brand: Cell<String?>
  /// A place in a range of goods as the file has it; empty for none.
  let category: Cell<String>
  /// What the vendor calls that kind of thing; empty for nothing.
  let type: Cell<String>
  let tags: Cell<[String]>
  let attributes: Cell<[ProductAttribute]>
  let status: Cell<ProductStatus?>
  /// When it goes on sale by itself.
  let publishAt: Cell<Timestamp?>
  let isPublished: Cell<Bool?>
  let optionNames: Cell<[String]>
  /// Whether there are columns for what variants differ in.
  let namesVariants: Bool
  let variants: [Variant]
  let images: Cell<[Image]>
  /// The number of the record that carries the product.
  let first: Int
  /// Records of the product that were left out.
  var rejections: [Rejection]
  /// What people should know of records that were taken.
  var notes: [Int: [Words]]
}

/// What an export says of a quantity, so that what was sold since is not given back.
struct CountBasis: Hashable, Sendable {
  private static let prefix = "souk"

  let quantity: Int64
  /// Names the export: when it began.
  let stamp: Int64

  init(quantity: Int64, stamp: Int64) {
    self.quantity = quantity
    self.stamp = stamp
  }

  /// Reads the cell of an export; `nil` for anything else.
  init?(_ text: String) {
    let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
    guard pieces.count == 3, pieces[0] == Self.prefix, let quantity = Int64(pieces[1]),
      let stamp = Int64(pieces[2])
    else { return nil }
    self.init(quantity: quantity, stamp: stamp)
  }

  /// The cell of an export.
  var text: String { "\(Self.prefix):\(quantity):\(stamp)" }
}
