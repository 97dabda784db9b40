import Identity
import Kernel
import Persistence
import Vendors
import Web

/// What the fields of decisions about products may hold.
package enum HidingRules {
  /// In characters: reasons and answers.
  package static let longestText = 1_000
  static let text: Rule<String> = .text(1...longestText, multiline: true)
  /// What was seen of a product.
  package static let version: Rule<SeenProduct> = Rule<String>.text(1...60).map(
    placeholder: SeenProduct(decisions: 0, changedAt: Timestamp(milliseconds: 0))
  ) { text in
    guard let seen = SeenProduct(text) else {
      throw InputFailure("invalid", "This is not a version of a product.")
    }
    return seen
  }
}

/// Why a product is hidden; the vendor reads it. With `version` the decision only stands when nothing was decided,
/// answered or changed since the administrator looked.
package struct HideProductInput: Input {
  package let reason: String
  package let version: SeenProduct?

  package init(from input: inout InputReader) throws {
    reason = input.required("reason", HidingRules.text)
    version = input.optional("version", HidingRules.version)
  }

  /// A decision from code, already validated.
  package init(reason: String, version: SeenProduct? = nil) {
    self.reason = reason
    self.version = version
  }
}

/// The end of a hiding, which needs no reason.
package struct UnhideProductInput: Input {
  package let version: SeenProduct?

  package init(from input: inout InputReader) throws {
    version = input.optional("version", HidingRules.version)
  }
}

/// A product about which is decided, and what was seen of it.
package struct ProductChoice: Sendable {
  let product: ProductID
  let seen: SeenProduct?

  /// Without `seen` the decision is about the product as it is.
  package init(_ product: ProductID, seen: SeenProduct? = nil) {
    self.product = product
    self.seen = seen
  }
}

// Twice the same is once: who hides what is hidden for the same reason, or shows what is shown, is told so. Anything
// else that was decided since the administrator looked is told as a conflict.
extension Catalog {
  /// Hides a product from everybody but its shop, or gives another reason. Its vendor gets a mail and can answer. Throws
  /// `.notFound`, also for a deleted one, `.conflict`, `.ownShop`.
  package func hideProduct(_ reference: String, _ input: HideProductInput) async throws -> Product {
    try await decide(reference) { [self] product, terms, tx in
      try hide(product, for: input.reason, input.version, tx)
    } tell: {
      ProductsHidden(shop: $0, products: $1, reason: input.reason)
    }
  }

  /// Shows a hidden product again, as far as it is for sale. Throws as `hideProduct`.
  package func unhideProduct(_ reference: String, version: SeenProduct? = nil) async throws -> Product {
    try await decide(reference) { [self] product, terms, tx in
      try unhide(product, terms, version, tx)
    } tell: {
      ProductsUnhidden(shop: $0, products: $1)
    }
  }

  /// Hides several products for one reason, those of a shop together, with one mail. Answers for each, in their order,
  /// what became of it.
  package func hideProducts(
    _ choices: [ProductChoice], reason: String
  ) async throws -> [Result<Void, Problem>] {
    try await decide(choices) { [self] product, _, seen, tx in
      try hide(product, for: reason, seen, tx)
    } tell: {
      ProductsHidden(shop: $0, products: $1, reason: reason)
    }
  }

  /// Shows several products again, as `hideProducts` hides them.
  package func unhideProducts(_ choices: [ProductChoice]) async throws -> [Result<Void, Problem>] {
    try await decide(choices) { [self] product, terms, seen, tx in
      try unhide(product, terms, seen, tx)
    } tell: {
      ProductsUnhidden(shop: $0, products: $1)
    }
  }

  /// Hides a locked product; answers whether that changed anything.
  private func hide(
    _ product: Product, for reason: String, _ seen: SeenProduct?, _ tx: Transaction
  ) throws -> Bool {
    if let hiding = product.hiding, hiding.reason == reason, !hiding.isAnswered { return false }
    try product.requireSeen(seen)
    try HidingStore.hide(product, reason: reason, tx)
    changes.look(after: tx)
    let before: [String: JSONValue] = product.hiding.map { ["reason": .string($0.reason)] } ?? [:]
    try tx.record(
      "product.hidden", on: product.id, shop: product.shop.id, before: before,
      after: ["reason": .string(reason)])
    return true
  }

  /// Shows a locked product again; answers whether that changed anything.
  private func unhide(
    _ product: Product, _ terms: ShopTerms, _ seen: SeenProduct?, _ tx: Transaction
  ) throws -> Bool {
    guard let hiding = product.hiding else { return false }
    try product.requireSeen(seen)
    let isListed = terms.isOpen && product.status == .active && product.publishAt == nil
    try HidingStore.unhide(product, isListed: isListed, tx)
    changes.look(after: tx)
    try tx.record(
      "product.unhidden", on: product.id, shop: product.shop.id, before: ["reason": .string(hiding.reason)])
    return true
  }
}

extension Catalog {
  private func decide<Told: Event>(
    _ reference: String, _ act: @escaping @Sendable (Product, ShopTerms, Transaction) throws -> Bool,
    tell: @escaping @Sendable (ShopID, [ProductID]) -> Told
  ) async throws -> Product {
    let found = try await database.read { try ProductStore.byReference(reference, $0) }
    guard let found else { throw Problem(.notFound) }
    return try await database.write { [self] tx in
      let terms = try ShopTerms.hold(found.shop.id, tx)
      let product = try decidable(found.id, tx)
      if try act(product, terms, tx) { try tx.emit(tell(terms.shop, [product.id])) }
      return try ProductStore.find(product.id, tx) ?? product
    }
  }

  private func decide<Told: Event>(
    _ choices: [ProductChoice],
    _ act: @escaping @Sendable (Product, ShopTerms, SeenProduct?, Transaction) throws -> Bool,
    tell: @escaping @Sendable (ShopID, [ProductID]) -> Told
  ) async throws -> [Result<Void, Problem>] {
    let ids = choices.map(\.product)
    let shops = try await database.read { try ProductStore.shops(of: ids, $0) }
    var results: [ProductID: Result<Void, Problem>] = [:]
    // In the order of their ids, so that two who decide at once wait for each other.
    let parts = Dictionary(grouping: choices.sorted { $0.product < $1.product }) { shops[$0.product] }
    for case (let shop?, let part) in parts {
      let done = try await database.write { [self] tx in
        let terms = try ShopTerms.hold(shop, tx)
        var done: [ProductID: Result<Void, Problem>] = [:]
        var changed: [ProductID] = []
        for choice in part where done[choice.product] == nil {
          do {
            let product = try decidable(choice.product, tx)
            if try act(product, terms, choice.seen, tx) { changed.append(product.id) }
            done[choice.product] = .success(())
          } catch let problem as Problem where problem.kind.status < 500 {
            // Guards stand before the writes, so nothing of this one was done.
            done[choice.product] = .failure(problem)
          }
        }
        if !changed.isEmpty { try tx.emit(tell(shop, changed)) }
        return done
      }
      results.merge(done) { $1 }
    }
    return ids.map { results[$0] ?? .failure(Problem(.notFound)) }
  }

  /// The product, locked, if the administrator may decide about it. Throws `.notFound`, `.ownShop`.
  private func decidable(_ id: ProductID, _ tx: Transaction) throws -> Product {
    guard let product = try ProductWriter.lock(id, tx), product.deletedAt == nil else {
      throw Problem(.notFound, "The product is gone, or its vendor deleted it.")
    }
    try Vendors.refuseOwn(product.shop.id, tx)
    return product
  }
}

extension Product {
  /// Throws `.conflict` when it is not what was seen any more.
  fileprivate func requireSeen(_ seen: SeenProduct?) throws {
    guard let seen, seen != self.seen else { return }
    throw Problem(
      .conflict,
      "Somebody decided about \(title), or its vendor answered or changed something meanwhile. Look again first."
    )
  }
}
