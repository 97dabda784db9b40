import Areas
import Identity
import Kernel
import Persistence

/// How often to look whether orders wait for their words, in seconds.
private let rebuildEverySeconds: Int64 = 60

/// The words by which orders are found: of their numbers, with and without the letter in front, and of who ordered and
/// where to.
enum OrderNames {
  static let index = NameIndex<OrderEntity>(words: "order_words", rebuild: "order_word_rebuilds")

  static func words(_ order: Order) -> NamedSubject<OrderEntity> {
    words(order.id, order.number, order.email, order.address)
  }

  static func words(
    _ id: OrderID, _ number: String, _ email: String, _ address: PostalAddress
  ) -> NamedSubject<OrderEntity> {
    NamedSubject(
      id,
      numbers(number) + [
        email, address.name, address.line1, address.line2, address.city, address.region, address.postalCode,
      ])
  }

  /// Of an order that names nobody any more.
  static func words(_ id: OrderID, _ number: String) -> NamedSubject<OrderEntity> {
    NamedSubject(id, numbers(number))
  }

  private static func numbers(_ number: String) -> [String?] {
    [number, number.split(separator: "-").dropFirst().joined(separator: "-")]
  }
}

/// Gives orders from before there were words theirs.
struct RebuildOrderNames: Job {
  static let kind = "ordering.rebuild-names"

  static func register(_ ordering: Ordering, in registry: inout JobRegistry) throws {
    registry.on(RebuildOrderNames.self) { _, _ in try await ordering.rebuildNames() }
    try registry.every(seconds: rebuildEverySeconds, RebuildOrderNames())
  }
}

extension Ordering {
  /// Goes on with the words of orders from before.
  func rebuildNames(steps: Int? = nil, of limit: Int? = nil) async throws {
    try await OrderNames.index.fill(database, steps: steps, of: limit) { id, limit, tx in
      try OrderStore.names(after: id, limit: limit, tx)
    }
  }
}
