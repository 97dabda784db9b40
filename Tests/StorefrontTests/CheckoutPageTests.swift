import Identity
import Kernel
import Testing
import Vendors
import Web

@testable import Ordering
@testable import Storefront

/// What the cart and the checkout say, without a server.
@Suite struct CheckoutPageTests {
  private func line(
    _ title: String, of shop: ShopSummary, price: Int64, quantity: Int64 = 1, available: Int64 = 9
  ) throws -> CartLine {
    CartLine(
      variant: VariantID(), product: ProductID(), category: nil, shop: shop, title: title, variantTitle: "",
      productSlug: "mug", sku: nil, imageKey: nil, quantity: quantity, unitPrice: Money(price, .eur),
      compareAtPrice: nil, priceSeen: Money(price, .eur), available: available, isForSale: true,
      addedAt: Samples.now)
  }

  private func shop(_ number: UInt64, _ name: String) -> ShopSummary {
    ShopSummary(id: ShopID(high: number, low: 1), slug: "shop-\(number)", name: name)
  }

  private func cart(_ lines: [CartLine], _ options: [ShopID: [ShippingOption]] = [:]) throws -> Cart {
    let shops = Dictionary(grouping: lines, by: \.shop.id)
    let zero = MoneyTotal.zero(.eur)
    return Cart(
      id: CartID(), account: nil, status: .open, currency: .eur, lines: lines,
      shops: try shops.keys.sorted().map { id in
        let own = shops[id] ?? []
        return CartShop(
          shop: own[0].shop, lines: own, subtotal: try own.reduce(zero) { try $0.adding($1.total) },
          options: options[id] ?? [.standard(.eur)])
      }, subtotal: try lines.reduce(zero) { try $0.adding($1.total) })
  }

  private func text(of cart: Cart, step: CheckoutStep, chosen: [ShopID: String] = [:]) -> String {
    let address = PostalAddress(
      name: "Ada", line1: "Gartenstraße 1", city: "Berlin", postalCode: "10115", country: "DE")
    let options = chosen.map { (CheckoutForm.optionField($0), $1) }
    let contact = ["email": "ada@example.com", "shippingAddress.line1": "Gartenstraße 1"]
    let state = FormState(values: contact.merging(options) { $1 })
    let page = CheckoutPage(
      frame: StorefrontFrame(), cart: cart, pictures: [:],
      form: CheckoutForm(state: state, step: step, contact: ("ada@example.com", address)),
      methods: ["cod", "test"], isSignedIn: true)
    return page.html(nil).string
  }

  private var kiln: ShopSummary { shop(1, "Kiln & Clay") }
  private var loom: ShopSummary { shop(2, "Loom") }

  @Test func theButtonSaysWhatHappensAndTheFormCarriesTheSum() throws {
    let post = ShippingOption(
      id: "post", name: "Post", price: Money(490, .eur), minimumDays: 1, maximumDays: 2)
    let cart = try cart(
      [line("Mug", of: kiln, price: 2_400), line("Rug", of: loom, price: 4_200)], [kiln.id: [post]])
    let page = text(of: cart, step: .payment)
    for line in cart.lines {
      #expect(page.contains(#"name="expectedItems[\#(line.variant)]" value="1""#))
    }
    #expect(page.contains("Order for €70.90") && !page.contains("Order and pay"))
    #expect(page.contains(#"name="expectedTotal" value="7090 EUR""#))
    #expect(page.contains(#"name="expectedShippingTotal" value="490 EUR""#))
    #expect(page.contains(#"<input type="hidden" name="shippingAddress.line1" value="Gartenstraße 1">"#))
    #expect(page.contains(#"action="/checkout/payment""#))
    // Shop by shop with its delivery, folded above the steps and beside them.
    for name in ["Kiln &amp; Clay", "Loom"] {
      #expect(
        page.components(separatedBy: "summary-shop__title\" dir=\"auto\">\(name)").count == 3, "\(name)")
    }
    #expect(page.contains("until-desk") && page.contains("from-desk"))
    // What is done leads back by links, which can be followed and gone back from.
    #expect(page.contains(#"href="/checkout/delivery""#) && page.contains(#"href="/checkout""#))
  }

  @Test func theButtonOrdersTheDeliveryThatIsShown() throws {
    func option(_ id: String, _ price: Int64, to countries: [String] = []) -> ShippingOption {
      ShippingOption(
        id: id, name: id, price: Money(price, .eur), countries: countries, minimumDays: 1, maximumDays: 2)
    }
    let cart = try cart(
      [line("Mug", of: kiln, price: 2_400)],
      [kiln.id: [option("post", 490), option("courier", 990), option("alpine", 100, to: ["AT"])]])
    // Chosen, never chosen, not for this address, and gone from the shop.
    for (chosen, shown) in [("courier", "courier"), (nil, "post"), ("alpine", "post"), ("bike", "post")] {
      let page = text(of: cart, step: .payment, chosen: chosen.map { [kiln.id: $0] } ?? [:])
      #expect(page.contains(#"name="shippingOptions[\#(kiln.id)]" value="\#(shown)""#), "\(chosen ?? "none")")
      #expect(page.components(separatedBy: "shippingOptions[").count == 2)
    }
  }

  @Test func earlierStepsSendOnlyWhatIsTheirs() throws {
    let cart = try cart([line("Mug", of: kiln, price: 2_400)])
    for step in [CheckoutStep.contact, .delivery] {
      let page = text(of: cart, step: step)
      #expect(page.contains("action=\"\(step.path)\"") && !page.contains("expectedTotal"), "\(step)")
    }
  }

  @Test func theCartNamesASubtotalAndSaysWhatIsMissingInTheTotal() throws {
    let page = CartPage(
      frame: StorefrontFrame(), cart: try cart([line("Mug", of: kiln, price: 2_400)]), pictures: [:])
    let text = page.html(nil).string
    #expect(text.contains(#"<span>Goods of this shop</span><strong class="num">€24.00</strong>"#))
    #expect(text.contains("Free delivery available") && text.contains("Subtotal"))
  }

  @Test func whatOnesOwnOrderHoldsIsNotSoldOut() throws {
    let mug = try line("Mug", of: kiln, price: 2_400, available: 0)
    let item = try PurchasedItem(mug)
    let part = CheckoutPart(
      shop: kiln,
      delivery: ChosenDelivery(
        option: "post", name: "Post", price: .zero(.eur), minimumDays: 1, maximumDays: 2), items: [item],
      subtotal: item.total, total: item.total)
    let waiting = Checkout(
      id: CheckoutID(), cart: CartID(), account: nil, email: "ada@example.com",
      address: PostalAddress(name: "Ada", line1: "1", city: "Berlin", postalCode: "10115", country: "DE"),
      language: nil, paymentMethod: "test", status: .awaitingPayment, currency: .eur, itemsTotal: item.total,
      shippingTotal: .zero(.eur), total: item.total, accessKey: "k", createdAt: Samples.now,
      expiresAt: Samples.now, parts: [part])
    func text(_ cart: Cart?, _ waiting: [Checkout]) -> String {
      CartPage(frame: StorefrontFrame(), cart: cart, waiting: waiting, pictures: [:]).html(nil).string
    }
    let own = text(try cart([mug]), [waiting])
    #expect(own.contains("Held in your order that is not paid yet"))
    #expect(!own.contains(">Sold out<") && !own.contains("is sold out"))
    #expect(own.contains("Pay €24.00") && own.contains("/checkout/\(waiting.id)/pay"))
    let others = text(try cart([mug]), [])
    #expect(others.contains(">Sold out<") && others.contains("is sold out"))
    // Also where nothing else is in the cart.
    let empty = text(nil, [waiting])
    #expect(empty.contains("This order is not paid yet") && !empty.contains("Your cart is empty"))
    #expect(text(nil, []).contains("Your cart is empty"))
  }
}
