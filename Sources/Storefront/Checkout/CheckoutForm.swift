import Identity
import Kernel
import Ordering
import Presentation
import Web

/// The steps of the checkout page; each folds up when it is done.
enum CheckoutStep: String, CaseIterable {
  case contact, delivery, payment

  var path: String {
    switch self {
    case .contact: Paths.checkout
    case .delivery: Paths.checkoutDelivery
    case .payment: Paths.checkoutPayment
    }
  }

  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

/// The first step's fields. The others are those of `CheckoutInput`.
struct ContactForm: Input {
  let email: EmailAddress
  let address: PostalAddress

  init(from input: inout InputReader) throws {
    email = input.required("email", .email)
    address = input.object("shippingAddress", AddressInput.self).address
  }
}

/// What has been typed so far. The last step sends all of it, so what is ordered is what its page shows.
struct CheckoutForm {
  /// Field names in the order of the page.
  static let contactFields = [
    "email", "shippingAddress.name", "shippingAddress.line1", "shippingAddress.line2",
    "shippingAddress.postalCode", "shippingAddress.city", "shippingAddress.region", "shippingAddress.country",
    "shippingAddress.phone",
  ]

  /// What is said of a field that was left empty.
  static let missing: [String: Words] = {
    var messages = EntryForm.missing
    for field in contactFields where field.hasPrefix("shippingAddress.") {
      messages[field] = EntryForm.missing[String(field.dropFirst("shippingAddress.".count))]
    }
    return messages
  }()

  var state: FormState
  var step: CheckoutStep

  /// The address, when it is complete.
  var contact: (email: String, address: PostalAddress)?

  /// The option that was chosen for a shop, or the cheapest that reaches the address.
  func option(of part: CartShop) -> ShippingOption? {
    part.option(state.value(CheckoutForm.optionField(part.shop.id)), to: contact?.address.country)
  }

  /// The name of the field that holds how many pieces of a variant the page showed.
  static func itemField(_ variant: VariantID) -> String { "expectedItems[\(variant)]" }

  /// The name of the field that holds a shop's delivery option.
  static func optionField(_ shop: ShopID) -> String { "shippingOptions[\(shop)]" }
}
