import Identity
import Kernel
import Persistence
import Web

extension Vendors {
  /// Gives a member other permissions, from their next request on. Throws `Problem(.notFound)`.
  package func editStaff(
    _ account: AccountID, in shop: ShopID, _ edit: @escaping Edit<StaffMember, EditStaffInput>
  ) async throws -> StaffMember {
    try await database.write { tx in
      guard try ShopStore.lock(shop, tx) != nil, let member = try StaffStore.find(account, in: shop, tx)
      else { throw Problem(.notFound) }
      return try change(member, to: edit(member).permissions, in: shop, tx)
    }
  }

  /// Ends somebody's work in a shop, from their next request on. Throws `Problem(.notFound)`.
  package func removeStaff(
    _ account: AccountID, from id: ShopID, when condition: @escaping Condition<StaffMember> = { _ in }
  ) async throws {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx), let member = try StaffStore.find(account, in: id, tx)
      else { throw Problem(.notFound) }
      try condition(member)
      guard try StaffStore.delete(account, from: id, tx) else { throw Problem(.notFound) }
      try tx.record("staff.removed", on: account, shop: id)
      guard let person = try AccountStore.find(account, tx) else { return }
      try tx.send(StaffMails(site: site.named(tx)).removed(person, shop))
    }
  }

  /// Ends one's own work in a shop. Throws `Problem(.notFound)`.
  package func leaveStaff(of reference: String, by account: AccountID) async throws {
    try await database.write { tx in
      guard let shop = try ShopStore.byReference(reference, tx),
        try StaffStore.delete(account, from: shop.id, tx)
      else { throw Problem(.notFound) }
      try tx.record("staff.left", on: account, shop: shop.id)
      guard let person = try AccountStore.find(account, tx) else { return }
      try mailOwner(of: shop, tx) { try StaffMails(site: site.named(tx)).left(person, shop, $0) }
    }
  }

  func change(
    _ member: StaffMember, to permissions: StaffPermissions, in shop: ShopID, _ tx: Transaction
  ) throws -> StaffMember {
    if member.permissions == permissions { return member }
    try StaffStore.put(member.account, in: shop, permissions, tx)
    try tx.record(
      "staff.changed", on: member.account, shop: shop, before: ["permissions": member.permissions.json],
      after: ["permissions": permissions.json])
    return try StaffStore.find(member.account, in: shop, tx) ?? member
  }
}
