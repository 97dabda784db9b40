import Kernel
import Web

extension AdminRole: JSONWritable {}

/// An account as administrators see it in a list.
struct PersonOutput: Output {
  let person: Person

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.person.id },
    .init("name") { $0.person.account.name },
    .init("email") { $0.person.account.email },
    .init("role") { $0.person.account.role },
    .init("adminRole") { $0.person.account.adminRole },
    .init("state") { $0.person.state },
    .init("banReason") { $0.person.account.blockedReason },
    .init("bannedAt") { $0.person.bannedAt },
    .init("createdAt") { $0.person.account.createdAt },
  ]
}

/// An account with what is its own, in numbers.
struct PersonDetailsOutput: Output {
  let details: PersonDetails

  static let fields: [OutputField<Self>] = [
    .init("person") { PersonOutput(person: $0.details.person) },
    .init("sessions") { $0.details.sessionCount },
    .init("hasSecondFactor") { $0.details.hasSecondFactor },
    .init("passkeys") { $0.details.passkeyCount },
    .init("counts") { $0.details.counts },
  ]
}
