import Identity
import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import Synchronization
import TestSupport
import Vendors

@testable import Web

/// Where a request is cut off.
enum Break: Sendable {
  /// The handler is done, and the connection is lost in its COMMIT.
  case outcomeUnknown
  /// The handler is done, and the program ends.
  case death
  /// Before the handler, until the gate opens.
  case gate(Gate)
}

/// Holds whoever comes until it is opened.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var hasVisitor = false
  }

  private let state = Mutex(State())

  func pass() async throws {
    state.withLock { $0.hasVisitor = true }
    while !state.withLock({ $0.isOpen }) { try await Task.sleep(for: .milliseconds(2)) }
  }

  func awaitVisitor() async throws {
    while !state.withLock({ $0.hasVisitor }) { try await Task.sleep(for: .milliseconds(2)) }
  }

  func open() { state.withLock { $0.isOpen = true } }

  /// Nobody comes any more, so nobody has to be waited for.
  func give(up answer: TestAnswer) -> TestAnswer {
    state.withLock { $0.hasVisitor = true }
    return answer
  }
}

/// What a program leaves that was killed.
struct Died: Error {}

/// The breaks that are still to come, in their order; no more of them is a good day.
final class Breaks: Sendable {
  private let coming: Mutex<[Break]>

  init(_ coming: [Break]) { self.coming = Mutex(coming) }

  func next() -> Break? { coming.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

extension Market {
  /// One node with the whole API, whose keyed handlers break as told, one after the other.
  func node(_ breaks: Break...) -> TestAPI {
    let breaks = Breaks(breaks)
    let routes = assembly.routes().filter { $0.kind == .api }.map { route in
      Route(
        method: route.method, path: route.path, kind: route.kind, access: route.access, cache: route.cache,
        limit: route.limit, maximumBodyBytes: route.maximumBodyBytes, bodyKind: route.bodyKind,
        isIdempotent: route.isIdempotent, guest: route.guest, documentation: route.documentation
      ) { request in
        guard route.isIdempotent, let next = breaks.next() else { return try await route.handle(request) }
        if case .gate(let gate) = next { try await gate.pass() }
        let response = try await route.handle(request)
        switch next {
        case .outcomeUnknown: throw DatabaseError.outcomeUnknown("the line was cut")
        case .death: throw Died()
        case .gate: return response
        }
      }
    }
    return TestAPI(
      routes: routes, sessions: TokenSessions(as: .superadmin), shops: AnyShop(),
      idempotency: IdempotencyKeys(database: database))
  }

  /// A shop with `amount` minor units in its available balance.
  func earningShop(_ name: String = "Lamps") async throws -> Shop {
    let shop = try await openShop(name)
    let lamp = try await stock("Lamp", in: shop, price: 100_000)
    let order = try await buy([(lamp, 1)]).orders[0]
    try await move(order, .processing, .shipped, .delivered)
    return shop
  }

  func payouts(of shop: Shop) async throws -> Int {
    try await settlement.payouts(of: shop.id, state: nil, PageRequest(limit: 100, cursor: nil)).items.count
  }

  /// A guest's cart with one piece.
  func cart(_ variant: VariantID) async throws -> CartID {
    let cart = try await ordering.openCart(for: nil)
    _ = try await ordering.putItem(variant, quantity: 1, in: cart.id, viewer: nil)
    return cart.id
  }
}

extension TestAPI {
  /// Sends a call with its key.
  func send(_ call: KeyedCall) async -> TestAnswer {
    await with(token: call.account?.description).send(
      .post, call.path, call.body, contentType: call.contentType, headers: [.idempotencyKey: call.key])
  }

  /// Sends a request with a key.
  func send(_ path: String, _ body: String?, key: String) async -> TestAnswer {
    var headers = HTTPHeaders()
    headers[.idempotencyKey] = key
    return await send(.post, path, body, headers: headers)
  }
}

extension TestAnswer {
  var isReplay: Bool { response.headers[.idempotentReplay] == "true" }
  var body: String { String(decoding: response.bodyBytes, as: UTF8.self) }
}

/// A checkout's body.
func checkoutBody(_ cart: CartID, by method: String = "cod", email: String = "ada@example.org") -> String {
  """
  {"cart": "\(cart)", "email": "\(email)", "paymentMethod": "\(method)", "shippingAddress": {"name": "Ada",
  "line1": "1 Row", "city": "London", "postalCode": "W1A 1AA", "country": "GB"}}
  """
}
