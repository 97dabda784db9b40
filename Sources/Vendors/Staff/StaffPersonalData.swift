import Areas
import Identity
import Kernel
import Persistence

/// What Vendors keeps about people who work in others' shops, or were asked to.
struct StaffPersonalData: PersonalData {
  /// Their workplaces under `workplaces`.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let places = try StaffStore.workplaces(of: account, snapshot).map { place -> JSONValue in
      .object([
        "shop": .string(place.shop.id.description), "name": .string(place.shop.name),
        "permissions": StaffPermissions(place.permissions).json,
      ])
    }
    return [("workplaces", .array(places))]
  }

  /// Under `workplaces`.
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] {
    ["workplaces": try StaffStore.workplaces(of: account, snapshot).count]
  }

  /// Mails to owners of shops name who began or ended to work there.
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] {
    try AccountStore.find(account, snapshot).map(StaffMails.traces) ?? []
  }

  /// Their work in shops ends, and invitations to their addresses go.
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    let places = try StaffStore.deleteAll(of: person.account, tx)
    let invitations = try InvitationStore.deleteAll(to: person.emails, tx)
    return [
      ErasureEntry("Workplaces in shops", .deleted, places, why: "Not needed without the account."),
      ErasureEntry("Invitations to shops", .deleted, invitations, why: "They hold the address."),
    ]
  }

  /// Invitations that have run out.
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int {
    try InvitationStore.purge(at: tx.now, limit: limit, tx)
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
}
