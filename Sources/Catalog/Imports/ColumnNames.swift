import Kernel

// What formats call the columns.
extension ShopifyColumns.Column {
  /// The names of the column in files of a format, in lower case, the usual one first. Files of nobody's format have the
  /// names that Shopify and Souk give.
  func names(_ format: FileFormat) -> [String] {
    switch format {
    case .shopify: inShopify
    case .souk: inSouk.map { [$0] } ?? []
    case .woocommerce: []
    case .other: self == .handle ? inShopify : inShopify + (inSouk.map { [$0] } ?? [])
    }
  }

  /// Shopify has changed names over the years, so several names lead to the same column.
  private var inShopify: [String] {
    switch self {
    case .handle: ["handle", "url handle"]
    case .title: ["title"]
    case .body: ["body (html)", "body html", "description"]
    case .vendor: ["vendor"]
    case .type: ["type", "custom product type"]
    case .category: ["product category", "standardized product type", "standard product type"]
    case .tags: ["tags"]
    case .published: ["published", "published on online store"]
    case .status: ["status"]
    case .sku: ["variant sku", "sku"]
    case .grams: ["variant grams", "weight value (grams)"]
    case .tracker: ["variant inventory tracker", "inventory tracker"]
    case .quantity: ["variant inventory qty", "inventory quantity"]
    case .policy: ["variant inventory policy", "continue selling when out of stock"]
    case .price: ["variant price", "price"]
    case .compareAtPrice: ["variant compare at price", "compare-at price"]
    case .barcode: ["variant barcode", "barcode"]
    case .imageSource: ["image src", "product image url"]
    case .imagePosition: ["image position"]
    case .imageText: ["image alt text"]
    case .variantImage: ["variant image", "variant image url"]
    case .seoTitle: ["seo title"]
    case .seoDescription: ["seo description"]
    case .specifications: ["specifications"]
    case .publishAt: ["publish at"]
    case .countBasis: ["variant inventory basis"]
    case .gallery, .galleryTexts, .rowKind, .video, .warrantyMonths, .warrantyText, .takesCash: []
    default: optionNumber.map { isOptionName ? ["option\($0) name"] : ["option\($0) value"] } ?? []
    }
  }

  private var inSouk: String? { soukName?.lowercased() }

  /// What the column is called in files of Souk's own format.
  var soukName: String? {
    switch self {
    case .handle: "Product"
    case .title: "Title"
    case .body: "Description"
    case .vendor: "Brand"
    case .type: "Category wish"
    case .category: "Category"
    case .tags: "Tags"
    case .status: "Status"
    case .sku: "SKU"
    case .grams: "Weight (g)"
    case .tracker: "Counted"
    case .quantity: "Stock"
    case .policy: "Sells on"
    case .price: "Price"
    case .compareAtPrice: "Compare-at price"
    case .barcode: "Barcode"
    case .variantImage: "Picture"
    case .seoTitle: "Search title"
    case .seoDescription: "Search description"
    case .specifications: "Specifications"
    case .publishAt: "Publish at"
    case .countBasis: "Stock basis"
    case .gallery: "Pictures"
    case .galleryTexts: "Picture texts"
    case .video: "Video"
    case .warrantyMonths: "Warranty (months)"
    case .warrantyText: "Warranty text"
    case .takesCash: "Cash on delivery"
    case .published, .imageSource, .imagePosition, .imageText, .rowKind: nil
    default: optionNumber.map { isOptionName ? "Option \($0)" : "Value \($0)" }
    }
  }

  private var isOptionName: Bool { ShopifyColumns.optionNames.contains(self) }

  /// The number of the option that the column is about.
  private var optionNumber: Int? {
    (ShopifyColumns.optionNames.firstIndex(of: self) ?? ShopifyColumns.optionValues.firstIndex(of: self))
      .map { $0 + 1 }
  }
}

extension ShopifyColumns.Column {
  /// The fields that people can say a column is, in the order in which they are offered.
  static let mappable: [Self] = [
    .handle, .title, .body, .status, .publishAt, .category, .type, .vendor, .tags, .specifications, .seoTitle,
    .seoDescription, .optionName1, .optionValue1, .optionName2, .optionValue2, .optionName3, .optionValue3,
    .sku, .barcode, .price, .compareAtPrice, .quantity, .policy, .grams, .imageSource, .imageText, .gallery,
    .variantImage, .video, .warrantyMonths, .warrantyText, .takesCash,
  ]

  /// What people call it.
  var label: Words {
    switch self {
    case .handle: "What names the product in the file"
    case .title: "Title"
    case .body: "Description"
    case .vendor: "Brand"
    case .type: "Wished category"
    case .category: "Category"
    case .tags: "Tags"
    case .published: "Published"
    case .status: "Status"
    case .sku: "SKU"
    case .grams: "Weight in grams"
    case .tracker: "Whether pieces are counted"
    case .quantity: "Pieces in stock"
    case .policy: "Sells on when none is left"
    case .price: "Price"
    case .compareAtPrice: "Compare-at price"
    case .barcode: "Barcode"
    case .imageSource: "Address of a picture"
    case .imagePosition: "Place of the picture"
    case .imageText: "What the picture shows"
    case .variantImage: "Picture of the variant"
    case .seoTitle: "Title for search engines"
    case .seoDescription: "Description for search engines"
    case .specifications: "Specifications"
    case .publishAt: "On sale from"
    case .countBasis: "Stock at the export"
    case .gallery: "All pictures, an address a line"
    case .galleryTexts: "What the pictures show, a line each"
    case .video: "Address of a video"
    case .warrantyMonths: "Months of warranty"
    case .warrantyText: "Warranty in words"
    case .takesCash: "Whether it can be paid on delivery"
    case .rowKind: "Kind of row"
    default: isOptionName ? "Name of option \(optionNumber ?? 0)" : "Value of option \(optionNumber ?? 0)"
    }
  }
}
