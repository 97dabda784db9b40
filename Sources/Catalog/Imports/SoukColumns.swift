import Kernel

/// The columns of Souk's own format, in their order: what the form of a product has, a row for each variant. Texts in other
/// languages and the pieces from which on a variant runs low are not among them, so a file leaves those as they are.
enum SoukColumns {
  private static let product: [ShopifyColumns.Column] = [
    .handle, .title, .body, .status, .publishAt, .category, .type, .vendor, .tags, .specifications, .seoTitle,
    .seoDescription, .gallery, .galleryTexts, .video, .warrantyMonths, .warrantyText, .takesCash,
  ]
  private static let variant: [ShopifyColumns.Column] =
    zip(ShopifyColumns.optionNames, ShopifyColumns.optionValues).flatMap { [$0, $1] } + [
      .sku, .barcode, .price, .compareAtPrice, .tracker, .quantity, .policy, .grams, .variantImage,
      .countBasis,
    ]

  static let header: [String] = (product + variant).compactMap(\.soukName)

  /// A record for each variant.
  static func records(_ exported: ExportedProduct) -> [[String]] {
    exported.product.variants.enumerated().map { index, variant in
      let own = index == 0 ? cells(exported) : [.handle: exported.handle]
      let all = own.merging(cells(variant, exported, isFirst: index == 0)) { $1 }
      return (product + Self.variant).map { SpreadsheetCell.guarded(all[$0] ?? "") }
    }
  }

  private static func cells(_ exported: ExportedProduct) -> [ShopifyColumns.Column: String] {
    let product = exported.product
    return [
      .handle: exported.handle, .title: product.title, .body: product.text.text,
      .status: product.status.rawValue, .publishAt: product.publishAt?.rfc3339 ?? "",
      .category: exported.categoryPath.joined(separator: " > "), .type: exported.wish,
      .vendor: product.brand ?? "", .tags: product.tags.joined(separator: ", "),
      .specifications: exported.specificationLines,
      .seoTitle: product.pageText.title ?? "", .seoDescription: product.pageText.description ?? "",
      .gallery: product.images.map(exported.address).joined(separator: "\n"),
      .galleryTexts: product.images.map(\.alt).joined(separator: "\n"),
      .video: product.extras.video?.address ?? "",
      .warrantyMonths: product.extras.warranty.months.map { String($0) } ?? "",
      .warrantyText: product.extras.warranty.text ?? "",
      .takesCash: product.extras.takesCash ? "yes" : "no",
    ]
  }

  private static func cells(
    _ variant: Variant, _ exported: ExportedProduct, isFirst: Bool
  ) -> [ShopifyColumns.Column: String] {
    let shown = variant.image.flatMap { id in exported.product.images.first { $0.id == id } }
    var cells: [ShopifyColumns.Column: String] = [
      .sku: variant.sku ?? "", .barcode: variant.barcode ?? "", .price: variant.price.decimal,
      .compareAtPrice: variant.compareAtPrice?.decimal ?? "", .tracker: variant.tracksStock ? "yes" : "no",
      .quantity: variant.tracksStock ? String(variant.stock) : "", .policy: variant.sellsOn ? "yes" : "no",
      .grams: variant.weightGrams.map { String($0) } ?? "", .variantImage: shown.map(exported.address) ?? "",
      .countBasis: exported.basis(variant),
    ]
    for (place, option) in exported.product.options.enumerated() where place < variant.options.count {
      if isFirst { cells[ShopifyColumns.optionNames[place]] = option.name }
      cells[ShopifyColumns.optionValues[place]] = variant.options[place]
    }
    return cells
  }
}
