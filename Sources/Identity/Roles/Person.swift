import Kernel
import Persistence
import Web

/// An account as those see it who look after people.
package struct Person: Hashable, Sendable {
  package let account: Account
  /// When it was banned; `nil` unless it is, or when it was before that was noted.
  package let bannedAt: Timestamp?

  package var id: AccountID { account.id }

  package var state: PersonState {
    if account.blockedReason != nil { return .banned }
    return account.isActive ? .active : .inactive
  }
}

/// Whether somebody can sign in.
package enum PersonState: String, CaseIterable, JSONWritable {
  case active
  /// Has not shown yet that the address is theirs.
  case inactive
  case banned
}

/// Which people a list shows by their role.
package enum PersonRole: String, CaseIterable, Sendable {
  case customer
  /// Administrators of every role.
  case admin
  case superadmin, support, finance, moderator

  /// The administrators' role of this name.
  package var adminRole: AdminRole? { AdminRole(rawValue: rawValue) }
}

/// A person with what is theirs, in numbers.
package struct PersonDetails: Sendable {
  package let person: Person
  /// Devices that are signed in.
  package let sessionCount: Int
  /// Whether a log-in asks for a code besides the password.
  package let hasSecondFactor: Bool
  package let passkeyCount: Int
  /// How many things the areas keep of them, as `shops` and `orders`.
  package let counts: [String: Int]
}

/// In which order people are listed.
package enum PeopleSort: String, CaseIterable, Sendable { case newest, oldest }

/// Which people to list. Text finds how words of a name or an address begin, or a whole identifier.
package struct PeopleFilter: Input, Hashable {
  package let text: String?
  package let role: PersonRole?
  package let state: PersonState?
  package let sort: PeopleSort

  package init(from input: inout InputReader) throws {
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
    role = input.optional("role", .choice(PersonRole.self))
    state = input.optional("state", .choice(PersonState.self))
    sort = input.optional("sort", .choice(PeopleSort.self)) ?? .newest
  }

  /// A filter from code.
  package init(
    text: String? = nil, role: PersonRole? = nil, state: PersonState? = nil, sort: PeopleSort = .newest
  ) {
    self.text = text
    self.role = role
    self.state = state
    self.sort = sort
  }
}

/// Why somebody is banned; they read it.
package struct BanInput: Input {
  package let reason: String

  package init(from input: inout InputReader) throws {
    reason = input.required("reason", .text(1...1000, multiline: true))
  }

  /// A decision from code, already validated.
  package init(reason: String) { self.reason = reason }
}

/// What somebody is to run the marketplace as.
package struct AdminRoleInput: Input {
  package let role: AdminRole

  package init(from input: inout InputReader) throws {
    role = input.required("role", .choice(AdminRole.self))
  }

  /// A choice from code.
  package init(role: AdminRole) { self.role = role }
}
