import Identity
import Kernel
import Persistence

extension Vendors {
  /// The operator's path for imports and demo data: the shop of this name that the operator account owns;
  /// makes it, open at once and without mails, when there is none. Makes the account too.
  package func ensureShop(
    named name: String, ownerEmail: EmailAddress, description: String? = nil, country: String = "DE",
    currency: Currency = .eur
  ) async throws -> Shop {
    let owner = try await identity.ensureOperator(email: ownerEmail, name: "Marketplace operator")
    return try await ensureShop(
      OpenShopInput(name: name, description: description ?? name, country: country, currency: currency),
      owner: owner.id)
  }

  /// As above, for an account that exists.
  package func ensureShop(_ input: OpenShopInput, owner: AccountID) async throws -> Shop {
    try await database.write { tx in
      if let present = try ShopStore.ownedBy(owner, named: input.name, tx) { return present }
      let base = Slug(title: input.name, fallback: "shop").text
      let shop = try insert(input, owner: owner, approvedAt: tx.now, base: base, tx)
      try tx.emit(ShopOpened(shop: shop.id, owner: owner))
      try tx.emit(ShopApproved(shop: shop.id, owner: owner))
      return shop
    }
  }
}
