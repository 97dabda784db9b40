import Areas
import Identity
import Kernel
import Persistence

/// The words by which orders are found: of their numbers, with and without the letter in front, and of who ordered and
/// where to.
enum OrderNames: NamedRows {
  static let kind = "ordering.rebuild-names"
  static let index = NameIndex<OrderEntity>(words: "order_words", rebuild: "order_word_rebuilds")

  static func next(after id: OrderID?, limit: Int, _ tx: Transaction) throws -> [NamedSubject<OrderEntity>] {
    try OrderStore.names(after: id, limit: limit, tx)
  }

  /// Of several orders; what those of one buyer have in common is split and folded once.
  static func words(_ orders: [Order]) -> [NamedSubject<OrderEntity>] {
    var known: [Person: [String]] = [:]
    return orders.map { order in
      let person = Person(email: order.email, address: order.address)
      let words = known[person] ?? SearchWords.names(person.texts)
      known[person] = words
      let own = SearchWords.names(numbers(order.number))
      return NamedSubject(order.id, words: Set(words).union(own).sorted())
    }
  }

  static func words(
    _ id: OrderID, _ number: String, _ email: String, _ address: PostalAddress
  ) -> NamedSubject<OrderEntity> {
    NamedSubject(id, numbers(number) + Person(email: email, address: address).texts)
  }

  /// Of an order that names nobody any more.
  static func words(_ id: OrderID, _ number: String) -> NamedSubject<OrderEntity> {
    NamedSubject(id, numbers(number))
  }

  private static func numbers(_ number: String) -> [String] {
    [number, number.split(separator: "-").dropFirst().joined(separator: "-")]
  }

  private struct Person: Hashable {
    let email: String
    let address: PostalAddress

    /// None of somebody who was taken out.
    var texts: [String] {
      if email.hasSuffix(OrderPrivacyStore.erasedDomain) { return [] }
      let optional = [address.line2, address.region].compactMap { $0 }
      return [email, address.name, address.line1, address.city, address.postalCode] + optional
    }
  }
}

extension Ordering {
  /// Gives orders that were placed the words by which they are found, as they are by now: who was taken out of one since
  /// it was read does not come back. Once more changes nothing.
  package func name(_ orders: [Order]) async throws {
    guard !orders.isEmpty else { return }
    let words = Dictionary(OrderNames.words(orders).map { ($0.id, $0) }) { $1 }
    let read = Dictionary(orders.map { ($0.id, $0.email) }) { $1 }
    try await database.write { tx in
      let held = try OrderStore.holdEmails(of: read.keys.sorted(), tx)
      let same = held.keys.filter { held[$0] == read[$0] }
      let other = held.keys.filter { held[$0] != read[$0] }.sorted()
      let names = try same.compactMap { words[$0] } + OrderStore.names(of: other, tx)
      try OrderNames.index.replace(names, tx)
    }
  }
}
