import Kernel
import Persistence
import Web

/// How long an invitation is good for.
let invitationLifetimeSeconds: Int64 = 7 * 24 * 60 * 60
/// An invitation is mailed again after this time at the earliest.
let invitationPauseSeconds: Int64 = 10 * 60
/// Members and invitations that a shop may have.
let maximumStaff = 100

package enum InvitationEntity: Entity { package static let idPrefix = "inv" }
package typealias InvitationID = ID<InvitationEntity>

/// Somebody who works in a shop that isn't theirs.
package struct StaffMember: Hashable, Sendable {
  package let account: AccountID
  package let name: String
  package let email: String
  package let permissions: StaffPermissions
  package let since: Timestamp
}

/// A mail that asks somebody to work in a shop.
package struct Invitation: Hashable, Sendable {
  package let id: InvitationID
  package let shop: ShopID
  package let email: EmailAddress
  package let permissions: StaffPermissions
  package let sentAt: Timestamp
  package let expiresAt: Timestamp
  let revokedAt: Timestamp?

  func isLive(at now: Timestamp) -> Bool { revokedAt == nil && expiresAt > now }
}

/// Which invitation somebody answers: by the link in its mail, or in the list of their own.
package enum InvitationReference: Hashable, Sendable {
  case token(String)
  case id(InvitationID)
}

/// A shop where somebody may do something.
package struct Workplace: Hashable, Sendable {
  package let shop: Shop
  package let isOwner: Bool
  /// What they may do there; `ownership` and everything else for the owner.
  package let permissions: Set<Permission>
}

/// What a member may do, in the order of the table. Stored as words with a comma between them.
package struct StaffPermissions: Hashable, Sendable, SQLValue {
  package let all: [Permission]

  /// These permissions, each once; what nobody can be given is left out.
  package init(_ permissions: some Sequence<Permission>) {
    let wanted = Set(permissions)
    all = Permission.grantable.filter(wanted.contains)
  }

  package static var sample: StaffPermissions { StaffPermissions([]) }

  package var sqlParameter: SQLParameter { text.sqlParameter }

  /// Reads the column back; a permission that is no longer known is left out.
  package static func decode(_ column: SQLColumn) throws -> StaffPermissions {
    StaffPermissions(text: try String.decode(column))
  }

  init(text: String) { self.init(text.split(separator: ",").compactMap { Permission(rawValue: String($0)) }) }

  var text: String { all.map(\.rawValue).joined(separator: ",") }

  /// What the member may do, with what every member may.
  package var granted: Set<Permission> { Set(all).union([.membership]) }

  var json: JSONValue { .array(all.map { .string($0.rawValue) }) }
}

extension Permission: JSONWritable {
  /// The permission as people read it.
  package var title: Words {
    switch self {
    case .products: "Products"
    case .orders: "Orders"
    case .reports: "Reports"
    case .payouts: "Payouts"
    case .settings: "Settings"
    case .membership: "Coming in"
    case .ownership: "Ownership"
    }
  }

  /// What it lets somebody do, in a sentence.
  package var summary: Words {
    switch self {
    case .products: "Add, change and delete products, their pictures and stock; import and export."
    case .orders: "See orders with customers' addresses, send and cancel them, answer refund requests."
    case .reports: "See the overview with sales and numbers."
    case .payouts: "See the balance and bookings, and ask for payouts."
    case .settings: "Change the shop's text, pictures, policies and delivery."
    case .membership: "See that the shop is there."
    case .ownership: "Staff, closing the shop, bank and tax data."
    }
  }
}
