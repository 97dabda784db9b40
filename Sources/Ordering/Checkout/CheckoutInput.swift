import Identity
import Kernel
import Web

/// What a buyer sends to check a cart out.
package struct CheckoutInput: GuestInput {
  package let cart: CartID
  /// May be left out by who is signed in.
  package let email: EmailAddress?
  package let shippingAddress: AddressInput
  /// From a shop's id to one of its options; a shop that is missing delivers the cheapest way.
  package let shippingOptions: [String: String]
  package let paymentMethod: String
  /// What the buyer saw that all of it costs; dearer, it is refused.
  package let expectedTotal: StatedAmount?
  /// What of that was delivery, to tell what has changed.
  package let expectedShippingTotal: StatedAmount?
  /// How many pieces of which variants the buyer saw, by their ids; others are refused, whatever they cost.
  package let expectedItems: [String: Int64]
  /// Guests are told apart by their carts.
  package var guest: String { cart.description }

  package init(from input: inout InputReader) throws {
    cart = input.required("cart", .id(CartEntity.self))
    email = input.optional("email", .email)
    shippingAddress = input.object("shippingAddress", AddressInput.self)
    shippingOptions = input.map("shippingOptions", .text(1...80))
    paymentMethod = input.required("paymentMethod", .text(1...40))
    expectedTotal = input.optional("expectedTotal", .seenSum)
    expectedShippingTotal = input.optional("expectedShippingTotal", .seenSum)
    expectedItems = input.map("expectedItems", .integer(Cart.quantityRange))
  }
}

extension CheckoutInput {
  /// What the buyer agreed to; notes what names no variant.
  fileprivate func expected(_ errors: inout [FieldError]) -> ExpectedCost {
    var items: [VariantID: Int64] = [:]
    for (key, quantity) in expectedItems {
      if let variant = VariantID(key) {
        items[variant] = quantity
      } else {
        let message: Words = "Name the variant by its id, which begins with var_."
        errors.append(FieldError(field: "expectedItems.\(key)", code: "invalid", message: message))
      }
    }
    return ExpectedCost(total: expectedTotal, delivery: expectedShippingTotal, items: items)
  }
}

/// Who buys.
package struct Buyer: Sendable, Hashable {
  package let account: AccountID?
  package let email: String?
  /// The network address that they come from; `nil` for those that act without a request.
  package let address: String?
  /// The tag of the language that they read.
  package let language: String
  /// The checkouts that a guest's browser holds keys of.
  package let waiting: [HeldCheckout]

  /// Somebody without an account.
  package static let guest = Buyer(account: nil, email: nil)

  /// Whoever sends the request, signed in or a guest.
  package init(_ request: Request, waiting: [HeldCheckout] = []) {
    self.init(
      account: request.viewer?.account, email: request.viewer?.email, address: request.client,
      waiting: waiting)
  }

  /// An account with its e-mail address; those that act without a request come from no network address.
  package init(
    account: AccountID?, email: String?, address: String? = nil, waiting: [HeldCheckout] = []
  ) {
    self.account = account
    self.email = email
    self.address = address
    self.waiting = waiting
    language = Language.current.tag
  }
}

/// A checkout's request with everything known that the cart doesn't tell.
struct CheckoutDraft: Sendable {
  let id: CheckoutID
  let cart: CartID
  let account: AccountID?
  let email: String
  let address: PostalAddress
  let options: [ShopID: String]
  let language: String
  let paymentMethod: String
  /// What the buyer agreed to.
  let expected: ExpectedCost
  /// As whom the buyer is counted; `nil` for nobody.
  let client: ReservingClient?
  /// The checkouts that a guest's browser holds keys of.
  let waiting: [HeldCheckout]
  /// The market that the buyer was in; where the delivery goes may be another.
  let market: PriceMarket?
  let now: Timestamp

  var isCashOnDelivery: Bool { paymentMethod == Ordering.cashOnDelivery }
}

extension Ordering {
  /// Checks what can be checked without the cart. Throws `.invalidInput` with every wrong field.
  func draft(_ request: CheckoutInput, by buyer: Buyer) throws -> CheckoutDraft {
    var errors: [FieldError] = []
    let email = request.email?.text ?? buyer.email
    if email == nil {
      errors.append(FieldError(field: "email", code: "required", message: "An e-mail address is needed."))
    }
    if !paymentMethods.contains(request.paymentMethod) {
      let message: Words = "This must be one of: \(paymentMethods.joined(separator: ", "))."
      errors.append(FieldError(field: "paymentMethod", code: "not_a_choice", message: message))
    }
    var options: [ShopID: String] = [:]
    for (key, option) in request.shippingOptions {
      if let shop = ShopID(key) {
        options[shop] = option
      } else {
        let message: Words = "Name the shop by its id, which begins with shop_."
        errors.append(FieldError(field: "shippingOptions.\(key)", code: "invalid", message: message))
      }
    }
    let expected = request.expected(&errors)
    guard errors.isEmpty, let email else {
      errors.sort { $0.field < $1.field }
      let detail = errors.count == 1 ? errors[0].message : nil
      throw Problem(.invalidInput, detail, fields: errors)
    }
    let now = clock.now()
    return CheckoutDraft(
      id: CheckoutID(at: now), cart: request.cart, account: buyer.account, email: email,
      address: request.shippingAddress.address, options: options, language: buyer.language,
      paymentMethod: request.paymentMethod,
      expected: expected,
      client: reservations?.client(buyer), waiting: buyer.waiting,
      market: PriceMarket.current, now: now)
  }
}
