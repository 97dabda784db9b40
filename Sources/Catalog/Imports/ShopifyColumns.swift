import Kernel

/// Where the columns of a product CSV in Shopify's format stand. Shopify has changed names over the years, so several
/// names lead to the same column; unknown columns are ignored.
///
/// Source: https://help.shopify.com/en/manual/products/import-export/using-csv
package struct ShopifyColumns: Sendable {
  /// What a column means.
  enum Column: CaseIterable, Hashable {
    case handle, title, body, vendor, type, category, tags, published, status
    case optionName1, optionValue1, optionName2, optionValue2, optionName3, optionValue3
    case sku, grams, quantity, price, compareAtPrice, barcode
    case imageSource, imagePosition, imageText, variantImage

    var names: [String] {
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
      case .optionName1: ["option1 name"]
      case .optionValue1: ["option1 value"]
      case .optionName2: ["option2 name"]
      case .optionValue2: ["option2 value"]
      case .optionName3: ["option3 name"]
      case .optionValue3: ["option3 value"]
      case .sku: ["variant sku", "sku"]
      case .grams: ["variant grams", "weight value (grams)"]
      case .quantity: ["variant inventory qty", "inventory quantity"]
      case .price: ["variant price", "price"]
      case .compareAtPrice: ["variant compare at price", "compare-at price"]
      case .barcode: ["variant barcode", "barcode"]
      case .imageSource: ["image src", "product image url"]
      case .imagePosition: ["image position"]
      case .imageText: ["image alt text"]
      case .variantImage: ["variant image", "variant image url"]
      }
    }
  }

  private let positions: [Column: Int]

  /// Reads the header. Throws `.fileUnreadable` when the columns that identify a product are missing.
  package init(header: [String]) throws {
    let names = header.map { $0.trimmed.lowercased() }
    var found: [Column: Int] = [:]
    for column in Column.allCases {
      for name in column.names where found[column] == nil { found[column] = names.firstIndex(of: name) }
    }
    for column in [Column.handle, .title, .price] where found[column] == nil {
      let name = column.names.first?.capitalized ?? ""
      throw Problem(
        .fileUnreadable,
        "The first line has no column \"\(name)\". Export the products as CSV from Shopify or start from our template."
      )
    }
    positions = found
  }

  /// The trimmed text of a column in a record; empty when the record is shorter or the column is absent.
  func text(_ column: Column, of record: CSVRecord) -> String {
    guard let position = positions[column], position < record.fields.count else { return "" }
    return record.fields[position].trimmed
  }

  /// The header that exports write.
  package static let exportHeader = [
    "Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published",
    "Option1 Name",
    "Option1 Value", "Option2 Name", "Option2 Value", "Option3 Name", "Option3 Value", "Variant SKU",
    "Variant Grams", "Variant Inventory Tracker", "Variant Inventory Qty", "Variant Inventory Policy",
    "Variant Fulfillment Service", "Variant Price", "Variant Compare At Price", "Variant Requires Shipping",
    "Variant Taxable", "Variant Barcode", "Image Src", "Image Position", "Image Alt Text", "Gift Card",
    "Variant Image", "Variant Weight Unit", "Status",
  ]
}
