import Kernel
import Web

/// A member as the API shows them to the owner.
struct StaffMemberOutput: Output {
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
struct StaffInvitationOutput: Output {
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
struct StaffListOutput: Output {
  let members: [StaffMember]
  let invitations: [Invitation]

  static let fields: [OutputField<Self>] = [
    .init("items") { $0.members.map { StaffMemberOutput(member: $0) } },
    .init("invitations") { $0.invitations.map { StaffInvitationOutput(invitation: $0) } },
  ]
}

/// What became of an invitation: one of the two.
struct InvitationAnswerOutput: Output {
  let outcome: InvitationOutcome

  private var invitation: StaffInvitationOutput? {
    if case .invited(let invitation) = outcome { StaffInvitationOutput(invitation: invitation) } else { nil }
  }

  private var member: StaffMemberOutput? {
    if case .updated(let member) = outcome { StaffMemberOutput(member: member) } else { nil }
  }

  static let fields: [OutputField<Self>] = [
    .init("invitation") { $0.invitation },
    .init("member") { $0.member },
  ]
}

/// An invitation as the invited person sees it.
struct InvitationOfferOutput: Output {
  let offer: InvitationOffer

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.offer.invitation.id },
    .init("shop") { InvitingShopOutput(shop: $0.offer.shop) },
    .init("email") { $0.offer.invitation.email },
    .init("permissions") { $0.offer.invitation.permissions.all },
    .init("expiresAt") { $0.offer.invitation.expiresAt },
  ]
}

/// The shop that invites.
struct InvitingShopOutput: Output {
  let shop: Shop

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.shop.id }, .init("slug") { $0.shop.slug }, .init("name") { $0.shop.name },
  ]
}

/// The invitations of one person; there are few.
struct InvitationOfferListOutput: Output {
  let items: [InvitationOfferOutput]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
