import Kernel

/// Another product of the shop that has an SKU.
enum SKUHolder {
  /// It comes in the same file, whose author let goods share SKUs.
  case inFile
  case elsewhere
}

/// SKUs that several rows of a product have, as Shopify lets them. Here each stands once in a shop, so one variant has
/// it and the others come without.
struct SharedSKUs {
  private let shared: Set<String>

  init(_ rows: [ShopifyProduct.Variant]) {
    var seen = Set<String>()
    shared = Set(rows.compactMap(\.ownSKU).filter { !seen.insert($0).inserted })
  }

  func contains(_ sku: String) -> Bool { shared.contains(sku) }

  /// Which of these rows keeps each shared SKU: that of the variant that has it already, else the first.
  func keepers(_ rows: [(place: Int, row: ShopifyProduct.Variant, variant: Variant?)]) -> [String: Int] {
    var keepers: [String: Int] = [:]
    for (place, row, variant) in rows {
      guard let sku = row.ownSKU, shared.contains(sku) else { continue }
      if keepers[sku] == nil || variant?.sku == sku { keepers[sku] = place }
    }
    return keepers
  }
}

extension ShopifyProduct.Variant {
  /// The SKU that the row gives, if any.
  var ownSKU: String? { sku.value.flatMap { $0 } }
}
