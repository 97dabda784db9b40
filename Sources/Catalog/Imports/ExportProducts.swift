import Kernel
import Persistence

private let productsPerRead = 200

extension Catalog {
  /// The shop's products as CSV in Shopify's format, in pieces and from several reads, so that memory does not grow with
  /// the shop. `write` gets each piece.
  package func exportProducts(of shop: ShopID, _ write: (_ bytes: [UInt8]) async throws -> Void) async throws
  {
    try await write(CSVWriter.record(ShopifyColumns.exportHeader))
    var last: ProductID?
    while true {
      let after = last
      let products = try await database.read(mode: .relaxed) {
        try ProductStore.of(shop, after: after, limit: productsPerRead, $0)
      }
      guard let end = products.last else { return }
      var bytes: [UInt8] = []
      for product in products { bytes += records(of: product).flatMap { CSVWriter.record($0) } }
      try await write(bytes)
      last = end.id
    }
  }

  private func records(of product: Product) -> [[String]] {
    let count = max(product.variants.count, product.images.count)
    return (0..<count).map { index in
      let variant = index < product.variants.count ? product.variants[index] : nil
      let image = index < product.images.count ? product.images[index] : nil
      return head(product, isFirst: index == 0, variant) + cells(product, variant)
        + cells(product, image, index, variant)
    }
  }

  private func head(_ product: Product, isFirst: Bool, _ variant: Variant?) -> [String] {
    let handle = product.sourceHandle ?? product.slug
    let status = product.status == .active ? "true" : "false"
    let common =
      isFirst
      ? [
        product.title, product.text.html, product.brand ?? "", product.category?.name ?? "", "",
        product.tags.joined(separator: ", "), status,
      ] : ["", "", "", "", "", "", ""]
    let hasOptions = !product.options.isEmpty
    let options = (0..<3).flatMap { index -> [String] in
      guard let variant else { return ["", ""] }
      if !hasOptions { return index == 0 ? [isFirst ? "Title" : "", "Default Title"] : ["", ""] }
      guard index < product.options.count else { return ["", ""] }
      return [isFirst ? product.options[index].name : "", variant.options[index]]
    }
    return [handle] + common + options
  }

  private func cells(_ product: Product, _ variant: Variant?) -> [String] {
    guard let variant else { return [String](repeating: "", count: 11) }
    return [
      variant.sku ?? "", variant.weightGrams.map(String.init) ?? "", "souk", String(variant.stock), "deny",
      "manual",
      variant.price.decimal, variant.compareAtPrice?.decimal ?? "", "true", "true", variant.barcode ?? "",
    ]
  }

  private func cells(_ product: Product, _ image: ProductImage?, _ index: Int, _ variant: Variant?)
    -> [String]
  {
    let shown = variant?.image.flatMap { id in product.images.first { $0.id == id } }
    return [
      image.map(address) ?? "", image == nil ? "" : String(index + 1), image?.alt ?? "", "false",
      shown.map(address) ?? "", variant == nil ? "" : "g", index == 0 ? product.status.rawValue : "",
    ]
  }

  private func address(_ image: ProductImage) -> String {
    image.sourceURL ?? image.key.map { objects.publicPath("\($0)/zoom.webp") } ?? ""
  }
}
