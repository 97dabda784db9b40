import Areas
import Gateways
import Kernel
import Persistence

/// Who people are: accounts, their sessions, codes and addresses.
package struct Identity: Sendable {
  package let database: Database
  package let clock: Clock
  package let passwords: PasswordHasher
  /// Seals what must not be readable in a copy of the database.
  package let vault: Vault
  package let settings: IdentitySettings
  /// The marketplace, as letters speak of it.
  package let site: Site
  /// The other sites whose accounts people may log in with.
  package let openIDConnect: OpenIDConnect
  /// Where pictures and exports go.
  package let files: IdentityFiles
  /// What all areas keep about people, and who may not sign up again.
  let hooks: AreaHooks
  /// Passwords that nobody may take.
  package let commonPasswords: CommonPasswords
  /// In which countries addresses are.
  let countries: CountryLookup
  /// What signs and verifies access tokens.
  let signingKeys: SigningKeyRing
  /// Waits until an answer may be given whose time must not tell what was found.
  var holdBack: @Sendable (ContinuousClock.Instant) async -> Void = { end in
    // A client that went away needs no answer.
    try? await Task.sleep(until: end, clock: .continuous)
  }

  /// The area on this database. `hooks` speak for all areas, this one included, and are settled when all are there.
  package init(
    database: Database, clock: Clock, passwords: PasswordHasher, vault: Vault,
    settings: IdentitySettings, site: Site, openIDConnect: OpenIDConnect,
    files: IdentityFiles, hooks: AreaHooks, commonPasswords: CommonPasswords, countries: CountryLookup
  ) {
    self.database = database
    self.clock = clock
    self.passwords = passwords
    self.vault = vault
    self.settings = settings
    self.site = site
    self.openIDConnect = openIDConnect
    self.files = files
    self.hooks = hooks
    self.commonPasswords = commonPasswords
    self.countries = countries
    signingKeys = SigningKeyRing(database: database, vault: vault, clock: clock, settings: settings)
  }
}
