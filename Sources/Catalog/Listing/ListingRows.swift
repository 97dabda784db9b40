import Kernel

/// What the tables say of some listed products, everything in the order of the products' ids.
struct ListingRows: Sendable {
  /// A listed product.
  struct Product: Sendable {
    let id: ProductID
    /// By which the search knows it.
    let number: UInt32
    let shop: ShopID
    let category: CategoryID?
    /// Packed by `CurrencyCode`.
    let currency: UInt32
    /// Minor units.
    let price: Int64
    /// Minor units.
    let highestPrice: Int64
    let listedAt: Int64
    let sold: Int64
    /// Thousandths of a star.
    let rating: Int64
    let brand: String?
    let inStock: Bool
  }

  /// A variant that was not taken out of its product; of one product in the order of ids.
  struct Variant: Sendable {
    let product: ProductID
    let id: VariantID
    /// Minor units.
    let price: Int64
    let isAvailable: Bool
  }

  /// A colour, size or tag of a product.
  struct Value: Sendable {
    let product: ProductID
    let name: ProductFacet.Name
    let key: String
    let text: String
  }

  /// A colour or size of a variant; of one product in the order of the variants' ids.
  struct VariantValue: Sendable {
    let product: ProductID
    let variant: VariantID
    let name: ProductFacet.Name
    let key: String
  }

  /// What a variant costs in a market where all of its product have a price; of one product in the order of the variants'
  /// ids.
  struct MarketPrice: Sendable {
    let product: ProductID
    let variant: VariantID
    let market: PriceMarketID
    /// Packed by `CurrencyCode`.
    let currency: UInt32
    /// Minor units.
    let price: Int64
  }

  /// What a product says of an attribute that listings can be narrowed by.
  struct Said: Sendable {
    let product: ProductID
    let attribute: AttributeID
    let key: String
    let text: String
    /// In thousandths.
    let number: Int64?
  }

  var products: [Product] = []
  var variants: [Variant] = []
  var values: [Value] = []
  var variantValues: [VariantValue] = []
  var said: [Said] = []
  var marketPrices: [MarketPrice] = []
}

/// A shop as listings know it.
struct ListedShop: Sendable {
  let id: ShopID
  let slug: String
  let name: String
  /// All that it has and had.
  let slugs: [String]
}

/// One product with what belongs to it.
struct ListingEntry {
  let product: ListingRows.Product
  let variants: ArraySlice<ListingRows.Variant>
  let values: ArraySlice<ListingRows.Value>
  let variantValues: ArraySlice<ListingRows.VariantValue>
  let said: ArraySlice<ListingRows.Said>
  let marketPrices: ArraySlice<ListingRows.MarketPrice>
}

extension ListingRows {
  /// Hands over one product after the other.
  func forEachEntry(_ body: (ListingEntry) -> Void) {
    var (variant, value, variantValue, saying, price) = (0, 0, 0, 0, 0)
    for product in products {
      let id = product.id
      body(
        ListingEntry(
          product: product, variants: ListingRows.take(variants, &variant, id) { $0.product },
          values: ListingRows.take(values, &value, id) { $0.product },
          variantValues: ListingRows.take(variantValues, &variantValue, id) { $0.product },
          said: ListingRows.take(said, &saying, id) { $0.product },
          marketPrices: ListingRows.take(marketPrices, &price, id) { $0.product }))
    }
  }

  /// The rows of a product, which follow those of products before it.
  private static func take<Element>(
    _ rows: [Element], _ next: inout Int, _ id: ProductID, _ product: (Element) -> ProductID
  ) -> ArraySlice<Element> {
    while next < rows.count, product(rows[next]) < id { next += 1 }
    let start = next
    while next < rows.count, product(rows[next]) == id { next += 1 }
    return rows[start..<next]
  }
}
