import Kernel
import TestSupport
import Testing
import Vendors

@testable import Ordering

/// A cart of random lines and options, made from a seed so that a failure can be repeated.
private struct RandomCart {
  var contents = CartContents()
  var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    let shops = (0..<Int.random(in: 1...5, using: &generator)).map { index in
      ShopSummary(id: ShopID(), slug: "s\(index)", name: "Shop \(index)")
    }
    for shop in shops {
      for _ in 0..<Int.random(in: 1...6, using: &generator) { contents.lines.append(line(of: shop)) }
      guard Bool.random(using: &generator) else { continue }
      contents.options[shop.id] = (0..<Int.random(in: 1...4, using: &generator)).map { option($0) }
    }
    contents.lines.sort { $0.variant < $1.variant }
  }

  private mutating func line(of shop: ShopSummary) -> CartLine {
    let price = Money(Int64.random(in: 0...1_000_000, using: &generator), .eur)
    return CartLine(
      variant: VariantID(), product: ProductID(), category: nil, shop: shop, title: "Thing", variantTitle: "",
      productSlug: "thing", sku: nil, imageKey: nil, quantity: Int64.random(in: 1...999, using: &generator),
      unitPrice: price, compareAtPrice: nil, priceSeen: price, available: 999, isForSale: true,
      addedAt: Timestamp(milliseconds: 0))
  }

  private mutating func option(_ index: Int) -> ShippingOption {
    let freeFrom =
      Bool.random(using: &generator) ? Money(Int64.random(in: 0...10_000_000, using: &generator), .eur) : nil
    return ShippingOption(
      id: "o\(index)", name: "Option \(index)",
      price: Money(Int64.random(in: 0...5_000, using: &generator), .eur),
      freeFrom: freeFrom, minimumDays: 1, maximumDays: 2)
  }
}

private func line(price: Int64, quantity: Int64, available: Int64 = 999, isForSale: Bool = true) -> CartLine {
  let shop = ShopSummary(id: ShopID(high: 1, low: 1), slug: "s", name: "Shop")
  return CartLine(
    variant: VariantID(), product: ProductID(), category: nil, shop: shop, title: "Thing",
    variantTitle: "Red",
    productSlug: "thing", sku: nil, imageKey: nil, quantity: quantity, unitPrice: Money(price, .eur),
    compareAtPrice: nil, priceSeen: Money(price, .eur), available: available, isForSale: isForSale,
    addedAt: Timestamp(milliseconds: 0))
}

private func kind(_ contents: CartContents, _ options: [ShopID: String] = [:], country: String = "DE")
  -> ProblemKind?
{
  do {
    _ = try CheckoutQuote(contents, options: options, country: country)
    return nil
  } catch {
    return (error as? Problem)?.kind
  }
}

@Suite struct QuoteTests {
  @Test func totalsAlwaysAddUp() throws {
    for seed in 1...500 {
      let contents = RandomCart(seed: UInt64(seed)).contents
      let quote = try CheckoutQuote(contents, options: [:], country: "DE")
      let goods = contents.lines.reduce(Int64(0)) { $0 + $1.quantity * $1.unitPrice.amount }
      #expect(quote.itemsTotal.amount == goods)
      #expect(quote.parts.reduce(0) { $0 + $1.subtotal.amount } == goods)
      #expect(quote.parts.reduce(0) { $0 + $1.total.amount } == quote.total.amount)
      #expect(quote.itemsTotal.amount + quote.shippingTotal.amount == quote.total.amount)
      #expect(quote.parts.reduce(0) { $0 + $1.items.count } == contents.lines.count)
      for part in quote.parts {
        let options = contents.options[part.shop.id] ?? [.standard(.eur)]
        let cheapest = options.map { $0.price(for: part.subtotal).amount }.min()
        #expect(part.delivery.price.amount == cheapest)
      }
    }
  }

  @Test func whatIsWorthTooMuchIsRefused() throws {
    let dear = line(price: .max, quantity: 1)
    #expect(kind(CartContents(lines: [dear, line(price: 1, quantity: 1)])) == .orderTooLarge)
    #expect(kind(CartContents(lines: [line(price: .max, quantity: 999)])) == .orderTooLarge)
    #expect(kind(CartContents(lines: [dear])) == .orderTooLarge)
    let most = line(price: Checkout.largestTotal / 4, quantity: 4)
    #expect(kind(CartContents(lines: [most])) == nil)
    #expect(kind(CartContents(lines: [most, line(price: 1, quantity: 1)])) == .orderTooLarge)
    // Delivery counts, too.
    let courier = ShippingOption(
      id: "courier", name: "Courier", price: Money(1, .eur), minimumDays: 1, maximumDays: 1)
    #expect(kind(CartContents(lines: [most], options: [most.shop.id: [courier]])) == .orderTooLarge)
    let dearest = ShippingOption(
      id: "courier", name: "Courier", price: Money(.max, .eur), minimumDays: 1, maximumDays: 1)
    #expect(kind(CartContents(lines: [most], options: [most.shop.id: [dearest]])) == .orderTooLarge)
  }

  @Test func whatCannotBeBoughtIsNamed() {
    #expect(kind(CartContents()) == .cartEmpty)
    #expect(kind(CartContents(lines: [line(price: 1, quantity: 2, available: 1)])) == .outOfStock)
    #expect(kind(CartContents(lines: [line(price: 1, quantity: 1, isForSale: false)])) == .productUnavailable)
  }

  @Test func deliveryMustReachTheAddress() throws {
    let thing = line(price: 1_000, quantity: 1)
    let shop = thing.shop.id
    let home = ShippingOption(
      id: "home", name: "Home", price: Money(900, .eur), countries: ["DE"], minimumDays: 1, maximumDays: 2)
    let slow = ShippingOption(
      id: "slow", name: "Slow", price: Money(100, .eur), countries: ["FR"], minimumDays: 1, maximumDays: 2)
    let contents = CartContents(lines: [thing], options: [shop: [home, slow]])
    #expect(try CheckoutQuote(contents, options: [:], country: "DE").parts.first?.delivery.option == "home")
    #expect(try CheckoutQuote(contents, options: [:], country: "FR").parts.first?.delivery.option == "slow")
    #expect(kind(contents, country: "US") == .shippingUnavailable)
    #expect(kind(contents, [shop: "slow"]) == .shippingUnavailable)
    #expect(kind(contents, [shop: "teleport"]) == .invalidInput)
    #expect(kind(contents, [ShopID(): "home"]) == .invalidInput)
  }
}
