import Foundation
import Gateways
import Identity
import Kernel
import Persistence
import Web

private let tokenBytes = 18

/// The host name that a shop wants.
package struct ClaimDomainInput: Input {
  let host: String

  package init(from input: inout InputReader) throws {
    host = input.required("host", .hostName)
  }
}

extension Vendors {
  /// The shop's domain, verified or not; `nil` when it has none.
  package func domain(of shop: ShopID) async throws -> ShopDomain? {
    try await database.read { try DomainStore.find(shop, $0) }
  }

  /// Claims a host name for the shop instead of its present one. It shows the shop once the record is found
  /// that the answer names. Throws `.invalidInput` for a name of the marketplace itself.
  package func claimDomain(
    for shop: ShopID, _ edit: @escaping Edit<ShopDomain?, ClaimDomainInput>
  ) async throws -> ShopDomain {
    try await database.write { tx in
      let old = try DomainStore.lock(shop, tx)
      let input = try edit(old)
      try requireForeign(input.host)
      if let old, old.host == input.host { return old }
      try DomainStore.claim(input.host, for: shop, token: SecureToken.make(bytes: tokenBytes), tx)
      domains.forget(after: tx)
      if old?.isVerified == true { try listing.shopLookChanged(shop, tx) }
      try tx.record(
        "domain.claimed", on: shop, shop: shop, before: old.map { ["host": .string($0.host)] } ?? [:],
        after: ["host": .string(input.host)])
      guard let claimed = try DomainStore.find(shop, tx) else { throw Problem(.notFound) }
      return claimed
    }
  }

  private func requireForeign(_ host: String) throws {
    let own = URL(string: site.url)?.host()?.lowercased() ?? ""
    let name = try HostName(checked: host)
    guard own.isEmpty || !name.isWithin(own) else {
      throw Problem.invalid("host", "own_host", "This is the marketplace's own name. Write one of yours.")
    }
  }

  /// Gives the shop's domain up. Throws `.notFound` when it has none.
  package func removeDomain(
    of shop: ShopID, when condition: @escaping Condition<ShopDomain> = { _ in }
  ) async throws {
    try await database.write { tx in
      guard let old = try DomainStore.lock(shop, tx) else { throw Problem(.notFound) }
      try condition(old)
      guard try DomainStore.delete(shop, tx) else { throw Problem(.notFound) }
      domains.forget(after: tx)
      if old.isVerified { try listing.shopLookChanged(shop, tx) }
      try tx.record("domain.removed", on: shop, shop: shop, before: ["host": .string(old.host)])
    }
  }
}

extension HostName {
  /// A name that was read before. Throws `.invalidInput`.
  fileprivate init(checked text: String) throws {
    do {
      try self.init(text)
    } catch {
      throw Problem.invalid("host", error.code, error.message)
    }
  }
}
