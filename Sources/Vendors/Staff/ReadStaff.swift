import Identity
import Kernel
import Persistence
import Web

extension Vendors {
  /// Who works in a shop, and who was asked to.
  package func staff(of shop: ShopID) async throws -> (members: [StaffMember], invitations: [Invitation]) {
    let now = clock.now()
    return try await database.read { snapshot in
      (try StaffStore.all(of: shop, snapshot), try InvitationStore.live(of: shop, at: now, snapshot))
    }
  }

  /// A member. Throws `Problem(.notFound)`.
  package func member(_ account: AccountID, of shop: ShopID) async throws -> StaffMember {
    let member = try await database.read { try StaffStore.find(account, in: shop, $0) }
    guard let member else { throw Problem(.notFound) }
    return member
  }

  /// What somebody may do in a shop: everything for its owner, nothing for strangers.
  package func permissions(of account: AccountID, in shop: ShopID) async throws -> Set<Permission> {
    try await database.read { snapshot in
      guard let found = try ShopStore.find(shop, snapshot) else { return [] }
      if found.owner == account { return Set(Permission.allCases) }
      return try StaffStore.permissions(of: account, in: shop, snapshot)?.granted ?? []
    }
  }

  /// The shops where somebody may do something: their own, then those where they are staff.
  package func workplaces(of account: AccountID) async throws -> [Workplace] {
    try await database.read { snapshot in
      let own = try ShopStore.ownedBy(account, snapshot).map {
        Workplace(shop: $0, isOwner: true, permissions: Set(Permission.allCases))
      }
      return try own + StaffStore.workplaces(of: account, snapshot)
    }
  }
}
