import Catalog
import Kernel
import Persistence
import Vendors
import Web

/// Where a cart stands.
package enum CartStatus: String, CaseIterable, SQLValue, Sendable {
  case open
  /// Checked out.
  case closed
  /// Its goods went into another cart when its holder signed in.
  case merged
}

/// What somebody is about to buy, from any number of shops in one currency. A guest's cart belongs to
/// whoever holds its id, an account's only to that account.
package struct Cart: Sendable {
  /// Pieces of one variant.
  package static let quantityRange: ClosedRange<Int64> = 1...999
  /// Different variants in one cart.
  package static let maximumLines = 100

  package let id: CartID
  package let account: AccountID?
  package let status: CartStatus
  /// The currency of everything in it; `nil` while it is empty.
  package let currency: Currency?
  /// In the order in which they were added.
  package let lines: [CartLine]
  /// The same lines by shop, in the order in which the shops came in.
  package let shops: [CartShop]
  /// What the lines cost that can be bought as they are; `nil` while the cart is empty.
  package let subtotal: MoneyTotal?

  /// Pieces over all lines.
  package var itemCount: Int64 { lines.reduce(0) { $0 + $1.quantity } }
  package var isEmpty: Bool { lines.isEmpty }
  /// Titles of products in it that can't be paid at the door, each once.
  package var cashlessTitles: [String] { lines.cashlessTitles }
  /// True when every line can be bought as it is, and all of them in one order.
  package var canCheckOut: Bool {
    !lines.isEmpty && lines.allSatisfy { $0.problem == nil } && !isTooLarge
  }
  /// True when the goods alone are worth more than one order can be.
  package var isTooLarge: Bool { (subtotal?.amount ?? 0) > Checkout.largestTotal }
  /// What changed since the buyer last touched the lines.
  package var notices: [CartNotice] { lines.flatMap(\.notices) }
}

/// One variant in a cart, as it is now in the catalogue.
package struct CartLine: Sendable, Hashable {
  package let variant: VariantID
  package let product: ProductID
  package let category: CategoryID?
  package let shop: ShopSummary
  package let title: String
  package let variantTitle: String
  package let productSlug: String
  package let sku: String?
  package let imageKey: String?
  package internal(set) var quantity: Int64
  package internal(set) var unitPrice: Money
  package internal(set) var compareAtPrice: Money?
  /// The price when the buyer last touched the line.
  package internal(set) var priceSeen: Money
  /// Pieces that can be bought now.
  package let available: Int64
  package internal(set) var isForSale: Bool
  /// Whether it can be paid at the door.
  package internal(set) var takesCash = true
  /// Pieces that the viewer's own orders hold which are not paid yet; known of lines of which too few are left.
  package internal(set) var held: Int64 = 0
  package internal(set) var addedAt: Timestamp
  /// Whether it costs another currency than what came before it into the cart, so that they can't be one order.
  package internal(set) var isInOtherCurrency = false

  /// `quantity` times `unitPrice`.
  package var total: MoneyTotal { unitPrice.total(of: quantity) }

  /// Why the line can't be bought as it is.
  package var problem: CartProblem? {
    if !isForSale { return .unavailable }
    if isInOtherCurrency { return .otherCurrency }
    if available <= 0 { return .soldOut }
    return available < quantity ? .notEnough : nil
  }

  /// Title with the chosen options.
  package var fullTitle: Words {
    variantTitle.isEmpty ? Words(verbatim: title) : "\(title) (\(variantName))"
  }

  /// The chosen options as its reader knows them.
  package var variantName: Words { Variant.name(of: variantTitle) }

  /// From which price to which it went since the buyer last touched the line.
  var priceChange: Words { "The price of “\(fullTitle)” changed from \(priceSeen) to \(unitPrice)." }

  private var otherCurrency: Words {
    "“\(fullTitle)” costs \(unitPrice.currency), the other goods don't. Take it out and order it apart."
  }

  /// What the buyer should know of this line.
  package var notices: [CartNotice] {
    var notices: [CartNotice] = []
    switch problem {
    case .unavailable:
      notices.append(CartNotice(.unavailable, self, "“\(fullTitle)” is not for sale now."))
    case .otherCurrency: notices.append(CartNotice(.otherCurrency, self, otherCurrency))
    case .soldOut: notices.append(CartNotice(.soldOut, self, shortage(available)))
    case .notEnough: notices.append(CartNotice(.notEnough, self, shortage(available)))
    case nil: break
    }
    if isForSale && priceSeen != unitPrice {
      notices.append(CartNotice(.priceChanged, self, priceChange))
    }
    return notices
  }
}

/// Why a line can't be bought as it is.
package enum CartProblem: String, CaseIterable, JSONWritable, Sendable {
  case unavailable, soldOut, notEnough, otherCurrency
}

/// Something that changed behind the buyer's back.
package struct CartNotice: Sendable, Hashable {
  /// What it is about.
  package enum Code: String, CaseIterable, JSONWritable, Sendable {
    case unavailable, soldOut, notEnough, otherCurrency, priceChanged
  }

  package let code: Code
  package let variant: VariantID
  /// A sentence for people.
  package let message: Words

  init(_ code: Code, _ line: CartLine, _ message: Words) {
    self.code = code
    variant = line.variant
    self.message = message
  }
}

/// The lines of one shop in a cart.
package struct CartShop: Sendable {
  package let shop: ShopSummary
  package let lines: [CartLine]
  /// What the lines cost that can be bought as they are.
  package let subtotal: MoneyTotal
  /// How the shop delivers, in its own order.
  package let options: [ShippingOption]

  /// What a checkout takes: the wanted option where it reaches the country, else the cheapest that does. While the
  /// country is not known, every option counts.
  package func option(_ wanted: String?, to country: String?) -> ShippingOption? {
    let reaching = options.filter { option in country.map { option.delivers(to: $0) } ?? true }
    return reaching.first { $0.id == wanted } ?? reaching.cheapest(for: subtotal)
  }
}

extension Cart {
  /// A cart with its lines by shop and its sums. Throws `MoneyError` when a sum leaves 128 bits.
  init(_ head: CartHead, _ contents: CartContents) throws {
    id = head.id
    account = head.account
    status = head.status
    var lines = contents.lines.sorted { ($0.addedAt, $0.variant) < ($1.addedAt, $1.variant) }
    let currency = lines.first?.unitPrice.currency
    // Prices of markets, or a shop that changed its currency, can part what was put into one cart.
    for index in lines.indices {
      lines[index].isInOtherCurrency = lines[index].unitPrice.currency != currency
    }
    self.currency = currency ?? head.currency
    self.lines = lines
    var order: [ShopID] = []
    var byShop: [ShopID: [CartLine]] = [:]
    for line in lines {
      if byShop[line.shop.id] == nil { order.append(line.shop.id) }
      byShop[line.shop.id, default: []].append(line)
    }
    var shops: [CartShop] = []
    for shop in order {
      guard let lines = byShop[shop], let first = lines.first else { continue }
      let zero = MoneyTotal.zero(first.unitPrice.currency)
      shops.append(
        CartShop(
          shop: first.shop, lines: lines, subtotal: try Cart.sum(lines, zero),
          options: contents.options(of: shop, in: zero.currency)))
    }
    self.shops = shops
    subtotal = try lines.first.map { try Cart.sum(lines, .zero($0.unitPrice.currency)) }
  }

  private static func sum(_ lines: [CartLine], _ zero: MoneyTotal) throws -> MoneyTotal {
    // Lines of another currency than the first can't be bought with it.
    let counted = lines.filter { $0.problem == nil && $0.unitPrice.currency == zero.currency }
    return try counted.reduce(zero) { try $0.adding($1.total) }
  }
}

extension [CartLine] {
  /// Titles of products that can't be paid at the door, each once.
  var cashlessTitles: [String] {
    var seen = Set<ProductID>()
    return filter { !$0.takesCash && seen.insert($0.product).inserted }.map(\.title)
  }
}
