import Gateways
import Kernel
import Persistence
import Web

extension Identity {
  /// Makes an account that runs the marketplace, or turns the account with this address into one; then its
  /// password is the given one and its sessions end.
  package func createAdmin(
    email: EmailAddress, name: String, password: String, role: AdminRole = .superadmin
  ) async throws -> Account {
    try await refuseGuessable(password, email: email, name: name)
    return try await ensure(email: email, name: name, password: password, role: role)
  }

  /// The active account with this address; makes it, with a password that nobody knows, when there is none.
  /// For shops that an operator makes.
  package func ensureOperator(email: EmailAddress, name: String) async throws -> Account {
    if let account = try await database.read({ try AccountStore.byEmail(email, $0) }), account.isActive {
      return account
    }
    return try await ensure(email: email, name: name, password: SecureToken.make(), role: nil)
  }

  private func ensure(
    email: EmailAddress, name: String, password: String, role: AdminRole?
  ) async throws -> Account {
    let hash = try await passwords.hash(password)
    return try await database.write { tx in
      let account = Account(
        id: AccountID(at: tx.now), name: name, email: email, role: role == nil ? .customer : .admin,
        adminRole: role, isActive: true, blockedReason: nil, createdAt: tx.now)
      if try AccountStore.insert(account, passwordHash: hash, tx) {
        if let role {
          try tx.record("account.promoted", on: account.id, after: ["role": .string(role.rawValue)])
        }
        return account
      }
      guard let present = try AccountStore.lock(email, tx) else { throw Problem(.conflict) }
      if let role {
        try AccountStore.promote(present.id, role, name: name, passwordHash: hash, tx)
        try tx.record("account.promoted", on: present.id, after: ["role": .string(role.rawValue)])
        try SessionStore.endAll(of: present.id, except: nil, tx)
      } else if !present.isActive {
        try AccountStore.activate(present.id, name: name, passwordHash: hash, tx)
      }
      return try AccountStore.find(present.id, tx) ?? present
    }
  }
}
