extension SellerPaths {
  /// The form of a new product.
  package var newProduct: String { "/sell/\(shop)/products/new" }

  /// Answers how a description looks while it is written.
  package var descriptionPreview: String { "/sell/\(shop)/products/description" }
}
