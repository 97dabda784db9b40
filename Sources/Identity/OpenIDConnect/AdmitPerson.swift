import Gateways
import Kernel
import Persistence
import Web

/// What becomes of a person that a provider vouches for.
enum Admission: Sendable {
  case begun(BegunSession)
  /// The account has a second factor of its own; the cookie leads to where its code is typed.
  case needsCode(Cookie)
}

extension Identity {
  /// Begins a session for the account that a provider's person is here. A person who is new here becomes an
  /// account; one whose address has an account is linked with it, if the provider vouches for the address.
  /// Throws `OpenIDError`, or `Problem(.accountBlocked)`.
  func admit(
    _ person: OpenIDPerson, of provider: OpenIDProvider, _ device: Device, _ tx: Transaction
  ) throws -> Admission {
    let known = try ExternalIdentityStore.lock(issuer: provider.issuer, subject: person.subject, tx)
    var account = try known.flatMap { try AccountStore.lock($0.account, tx) }
    let identity: ExternalIdentity
    if let known, account != nil {
      identity = known
      try ExternalIdentityStore.touch(known.id, provider: provider.name, tx)
    } else {
      let found = try welcome(person, of: provider, tx)
      identity = try connect(person, of: provider, with: found, tx)
      account = found
    }
    guard let account else { throw OpenIDError.expired }
    if let reason = account.blockedReason { throw Problem(.accountBlocked, Words(verbatim: reason)) }
    guard account.isActive else { throw Problem(.accountNotActive) }
    let ranked = try rank(account, by: identity, person, of: provider, tx)
    if try SecondFactorStore.find(ranked.id, tx)?.confirmedAt != nil,
      let stored = try AccountStore.stored(ranked.id, tx)
    {
      return .needsCode(try pendSignIn(stored, method: .oidc, tx))
    }
    return .begun(try SessionStore.issue(for: ranked, device: device, method: .oidc, tx))
  }

  /// The account of somebody who was never here with this provider.
  private func welcome(
    _ person: OpenIDPerson, of provider: OpenIDProvider, _ tx: Transaction
  ) throws -> Account {
    guard let email = person.email else { throw OpenIDError.addressMissing }
    guard person.isEmailVerified else { throw OpenIDError.addressNotVerified }
    guard try !isBarred(email, tx) else { throw OpenIDError.addressBarred }
    let name = person.name ?? OpenIDPerson.plain(String(email.text.prefix { $0 != "@" }))
    let fresh = Account(
      id: AccountID(at: tx.now), name: name, email: email, role: .customer, adminRole: nil, isActive: true,
      blockedReason: nil, createdAt: tx.now)
    if try AccountStore.insert(fresh, passwordHash: noPassword, tx) {
      try tx.emit(AccountActivated(account: fresh.id, email: email.text))
      return fresh
    }
    guard let present = try AccountStore.lock(email, tx) else { throw Problem(.conflict) }
    if let reason = present.blockedReason { throw Problem(.accountBlocked, Words(verbatim: reason)) }
    if present.isActive {
      // The address may have gone to somebody else at the provider since the account was linked.
      let linked = try ExternalIdentityStore.all(of: present.id, tx)
      guard !linked.contains(where: { $0.issuer == provider.issuer }) else { throw OpenIDError.addressTaken }
      if let role = present.adminRole, !provider.isTrusted(with: role) { throw OpenIDError.administrator }
      try tx.send(SecurityMails(site: site.named(tx)).linked(present, provider))
      return present
    }
    // Somebody signed up with the address and never showed that it is theirs. What they chose must not open
    // the account of the one whose it is: their password and their codes go.
    try AccountStore.activate(present.id, name: name, passwordHash: noPassword, tx)
    try CodeStore.deleteAll(of: present.id, tx)
    try SessionStore.endAll(of: present.id, except: nil, tx)
    try tx.emit(AccountActivated(account: present.id, email: email.text))
    return try AccountStore.find(present.id, tx) ?? present
  }

  /// Links the provider's person with an account. Throws `OpenIDError.alreadyLinked`.
  func connect(
    _ person: OpenIDPerson, of provider: OpenIDProvider, with account: Account, _ tx: Transaction
  ) throws -> ExternalIdentity {
    let identity = ExternalIdentity(
      id: ExternalIdentityID(at: tx.now), account: account.id, provider: provider.name,
      issuer: provider.issuer, subject: person.subject, adminRole: nil, linkedAt: tx.now,
      lastUsedAt: tx.now)
    guard try ExternalIdentityStore.insert(identity, tx) else { throw OpenIDError.alreadyLinked }
    try tx.record(
      "account.identity-linked", on: account.id, after: ["provider": .string(provider.name)])
    return identity
  }

  /// Makes the account what the provider's roles say. What it became in another way is left alone.
  private func rank(
    _ account: Account, by identity: ExternalIdentity, _ person: OpenIDPerson, of provider: OpenIDProvider,
    _ tx: Transaction
  ) throws -> Account {
    guard provider.managesRoles, account.adminRole == nil || account.adminRole == identity.adminRole else {
      return account
    }
    let wanted = provider.adminRole(person.roles)
    if wanted != identity.adminRole { try ExternalIdentityStore.setRole(identity.id, wanted, tx) }
    guard wanted != account.adminRole else { return account }
    try AccountStore.setAdminRole(account.id, wanted, tx)
    try tx.record(
      "account.role-changed", on: account.id,
      before: ["adminRole": .string(account.adminRole?.rawValue ?? "none")],
      after: [
        "adminRole": .string(wanted?.rawValue ?? "none"), "provider": .string(provider.name),
      ])
    return try AccountStore.find(account.id, tx) ?? account
  }
}

/// What stands for a password that no password hashes to.
let noPassword = ""
