import Gateways
import Kernel
import Ordering
import TestSupport

/// The limits that the program has.
let standardReservations = ReservationPolicy(hashing: KeyedHash(key: KeyedHash.makeKey()))

extension Buyer {
  /// A guest who comes from this address.
  static func guest(at address: String) -> Buyer { Buyer(account: nil, email: nil, address: address) }

  /// Somebody who is signed in.
  static func signedIn(_ account: AccountID, at address: String = "192.0.2.1") -> Buyer {
    Buyer(account: account, email: "ada@example.com", address: address)
  }
}

/// A market with the limits that the program has.
func withLimits(_ engine: TestEngine, _ body: @Sendable (Market) async throws -> Void) async throws {
  try await withMarket(engine, reservations: standardReservations, body)
}

extension Market {
  /// So many things of one shop.
  func variants(_ count: Int, of shop: ShopID, stock: Int64) async throws -> [VariantID] {
    var variants: [VariantID] = []
    for _ in 0..<count { variants.append(try await variant(of: shop, stock: stock)) }
    return variants
  }

  /// Checks a new cart out that is to be paid online, or by `method`.
  @discardableResult
  func reserve(_ pieces: [(VariantID, Int64)], by buyer: Buyer, method: String = "test") async throws
    -> Checkout
  {
    let cart = try await cart(pieces, viewer: buyer.account)
    return try await checkOut(cart.id, method: method, buyer: buyer)
  }

  /// The same for one variant; answers why it was refused, `nil` when it was not.
  func refusal(
    _ variant: VariantID, _ quantity: Int64 = 1, by buyer: Buyer, method: String = "test"
  ) async throws -> Problem? {
    try await problem { try await reserve([(variant, quantity)], by: buyer, method: method) }
  }

  /// Lets so many checkouts of a buyer end without payment.
  func miss(_ count: Int, _ variant: VariantID, by buyer: Buyer) async throws {
    for _ in 0..<count {
      let checkout = try await reserve([(variant, 1)], by: buyer)
      _ = try await ordering.cancelCheckout(checkout.id, viewer: buyer.account, key: checkout.accessKey)
    }
  }
}

/// Runs the bodies at the same moment; answers the kinds of their refusals, `nil` for each success.
func atOnce(
  _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void
) async throws -> [ProblemKind?] {
  try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
    for index in 0..<count {
      group.addTask { try await problem { try await body(index) }?.kind }
    }
    return try await group.reduce(into: []) { $0.append($1) }
  }
}
