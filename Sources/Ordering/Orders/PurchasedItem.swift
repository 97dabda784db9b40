import Catalog
import Kernel

/// One line of a checkout or an order, with everything frozen as it was when the buyer agreed to it.
package struct PurchasedItem: Sendable, Hashable {
  package let variant: VariantID
  package let product: ProductID
  package let category: CategoryID?
  package let title: String
  /// The chosen options, as `Red / M`; empty for a product without any.
  package let variantTitle: String
  package let productSlug: String
  package let sku: String?
  package let imageKey: String?
  /// Pieces: 1 to 999.
  package let quantity: Int64
  package let unitPrice: Money
  /// `quantity` times `unitPrice`.
  package let total: Money

  /// Throws `MoneyError.overflow` when the line's total leaves 64 bits.
  package init(
    variant: VariantID, product: ProductID, category: CategoryID?, title: String, variantTitle: String,
    productSlug: String, sku: String?, imageKey: String?, quantity: Int64, unitPrice: Money
  ) throws {
    self.variant = variant
    self.product = product
    self.category = category
    self.title = title
    self.variantTitle = variantTitle
    self.productSlug = productSlug
    self.sku = sku
    self.imageKey = imageKey
    self.quantity = quantity
    self.unitPrice = unitPrice
    total = try unitPrice.multiplied(by: quantity)
  }

  /// The chosen options as their reader knows them.
  package var variantName: Words { Variant.name(of: variantTitle) }
}

/// The delivery that was chosen for one shop's part, with its price frozen.
package struct ChosenDelivery: Sendable, Hashable {
  /// The option's id within its shop, as `standard`.
  package let option: String
  package let name: String
  package let price: Money
  /// Days until it arrives, at best and at worst.
  package let minimumDays: Int64
  package let maximumDays: Int64

  /// A delivery for `price`.
  package init(option: String, name: String, price: Money, minimumDays: Int64, maximumDays: Int64) {
    self.option = option
    self.name = name
    self.price = price
    self.minimumDays = minimumDays
    self.maximumDays = maximumDays
  }

  /// The option's name as its reader knows it.
  package var title: Words { ShippingOption.title(option, name) }
}
