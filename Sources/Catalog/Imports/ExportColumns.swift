import Kernel

/// The columns that exports write, in their order: Shopify's, and behind them those that only Souk reads.
enum ExportColumns {
  static let header: [String] =
    [
      "Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published",
    ] + optionHeader(1...3) + [
      "Variant SKU", "Variant Grams", "Variant Inventory Tracker", "Variant Inventory Qty",
      "Variant Inventory Policy", "Variant Fulfillment Service", "Variant Price", "Variant Compare At Price",
      "Variant Requires Shipping", "Variant Taxable", "Variant Barcode", "Image Src", "Image Position",
      "Image Alt Text", "Gift Card", "SEO Title", "SEO Description", "Variant Image", "Variant Weight Unit",
      "Status",
    ] + optionHeader(4...5) + ["Specifications", "Publish At", "Variant Inventory Basis"]

  private static func optionHeader(_ numbers: ClosedRange<Int>) -> [String] {
    numbers.flatMap { ["Option\($0) Name", "Option\($0) Value"] }
  }
}

/// A product on its way into a file, with what stands beside it.
struct ExportedProduct {
  let product: Product
  /// What no other product of the shop is called.
  let handle: String
  /// The names of its category from the top.
  let categoryPath: [String]
  let wish: String
  /// Names the export.
  let stamp: Int64
  /// Where a picture's file is to be had.
  let address: @Sendable (ProductImage) -> String

  /// A record for each variant and each picture.
  var records: [[String]] {
    let count = max(product.variants.count, product.images.count)
    return (0..<count).map { index in
      let variant = index < product.variants.count ? product.variants[index] : nil
      let image = index < product.images.count ? product.images[index] : nil
      return head(isFirst: index == 0) + options(0..<3, variant, isFirst: index == 0) + cells(variant)
        + cells(image, index, variant) + options(3..<5, variant, isFirst: index == 0)
        + [
          specifications(isFirst: index == 0),
          index == 0 ? product.publishAt?.rfc3339 ?? "" : "", basis(variant),
        ]
    }
  }

  private func head(isFirst: Bool) -> [String] {
    guard isFirst else { return [guarded(handle)] + [String](repeating: "", count: 7) }
    let texts = [
      handle, product.title, product.text.text, product.brand ?? "", categoryPath.joined(separator: " > "),
      wish,
      product.tags.joined(separator: ", "),
    ]
    return texts.map(guarded) + [product.status == .active ? "true" : "false"]
  }

  private func options(_ places: Range<Int>, _ variant: Variant?, isFirst: Bool) -> [String] {
    places.flatMap { place -> [String] in
      guard let variant else { return ["", ""] }
      if product.options.isEmpty {
        return place == 0 ? [isFirst ? "Title" : "", "Default Title"] : ["", ""]
      }
      guard place < product.options.count else { return ["", ""] }
      return [isFirst ? guarded(product.options[place].name) : "", guarded(variant.options[place])]
    }
  }

  private func cells(_ variant: Variant?) -> [String] {
    guard let variant else { return [String](repeating: "", count: 11) }
    return [
      guarded(variant.sku ?? ""), variant.weightGrams.map { String($0) } ?? "",
      variant.tracksStock ? "shopify" : "", variant.tracksStock ? String(variant.stock) : "",
      variant.sellsOn ? "continue" : "deny", "manual", variant.price.decimal,
      variant.compareAtPrice?.decimal ?? "", "true", "true", guarded(variant.barcode ?? ""),
    ]
  }

  private func cells(_ image: ProductImage?, _ index: Int, _ variant: Variant?) -> [String] {
    let shown = variant?.image.flatMap { id in product.images.first { $0.id == id } }
    return [
      image.map(address) ?? "", image == nil ? "" : String(index + 1), guarded(image?.alt ?? ""), "false",
      index == 0 ? guarded(product.pageText.title ?? "") : "",
      index == 0 ? guarded(product.pageText.description ?? "") : "",
      shown.map(address) ?? "", variant == nil ? "" : "g", index == 0 ? product.status.rawValue : "",
    ]
  }

  private func specifications(isFirst: Bool) -> String {
    isFirst ? guarded(specificationLines) : ""
  }

  /// What it says of its category's attributes, by their slugs, and the free specifications: a line for each.
  var specificationLines: String {
    let said = product.values.map { ProductAttribute(name: $0.attribute.slug, value: $0.value) }
    return (said + product.attributes).map(SpecificationLine.write).joined(separator: "\n")
  }

  /// The quantity that this export says, and which one it is; empty for what is not counted.
  func basis(_ variant: Variant?) -> String {
    guard let variant, variant.tracksStock else { return "" }
    return CountBasis(quantity: variant.stock, stamp: stamp).text
  }

  private func guarded(_ text: String) -> String { SpreadsheetCell.guarded(text) }
}
