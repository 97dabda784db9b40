import Kernel
import Web

/// A member as the API shows them to the owner.
struct StaffMemberView: Output {
  static let schemaName = "StaffMember"

  let member: StaffMember

  static let fields: [OutputField<Self>] = [
    .init("account") { $0.member.account },
    .init("name") { $0.member.name },
    .init("email") { $0.member.email },
    .init("permissions") { $0.member.permissions.all },
    .init("since") { $0.member.since },
  ]
}

/// An invitation as the API shows it to the owner.
struct InvitationView: Output {
  static let schemaName = "StaffInvitation"

  let invitation: Invitation

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.invitation.id },
    .init("email") { $0.invitation.email },
    .init("permissions") { $0.invitation.permissions.all },
    .init("sentAt") { $0.invitation.sentAt },
    .init("expiresAt") { $0.invitation.expiresAt },
  ]
}

/// Who works in a shop, and who was asked to; there are few.
struct StaffList: Output {
  let members: [StaffMember]
  let invitations: [Invitation]

  static let fields: [OutputField<Self>] = [
    .init("items") { $0.members.map { StaffMemberView(member: $0) } },
    .init("invitations") { $0.invitations.map { InvitationView(invitation: $0) } },
  ]
}

/// What became of an invitation: one of the two.
struct InvitationAnswer: Output {
  let outcome: InvitationOutcome

  private var invitation: InvitationView? {
    if case .invited(let invitation) = outcome { InvitationView(invitation: invitation) } else { nil }
  }

  private var member: StaffMemberView? {
    if case .updated(let member) = outcome { StaffMemberView(member: member) } else { nil }
  }

  static let fields: [OutputField<Self>] = [
    .init("invitation") { $0.invitation },
    .init("member") { $0.member },
  ]
}

/// An invitation as the invited person sees it.
struct InvitationOfferView: Output {
  static let schemaName = "InvitationOffer"

  let offer: InvitationOffer

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.offer.invitation.id },
    .init("shop") { OfferingShopView(shop: $0.offer.shop) },
    .init("email") { $0.offer.invitation.email },
    .init("permissions") { $0.offer.invitation.permissions.all },
    .init("expiresAt") { $0.offer.invitation.expiresAt },
  ]
}

/// The shop that invites.
struct OfferingShopView: Output {
  static let schemaName = "InvitingShop"

  let shop: Shop

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.shop.id }, .init("slug") { $0.shop.slug }, .init("name") { $0.shop.name },
  ]
}

/// The invitations of one person; there are few.
struct InvitationOfferList: Output {
  let items: [InvitationOfferView]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
