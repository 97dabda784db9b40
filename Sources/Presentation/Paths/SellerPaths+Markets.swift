import Catalog
import Kernel

extension SellerPaths {
  /// What a product costs in markets.
  package func markets(of product: ProductID) -> String { "/sell/\(shop)/products/\(product)/markets" }

  /// Takes what a product costs in the market with a code.
  package func market(_ code: String, of product: ProductID) -> String {
    "/sell/\(shop)/products/\(product)/markets/\(code)"
  }
}
