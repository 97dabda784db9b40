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
  /// Where the pages are, without a slash at the end; mails link to it.
  package let publicURL: String
  package let siteName: String
  /// The other sites whose accounts people may log in with.
  package let openIDConnect: OpenIDConnect
  /// Where pictures and exports go; without it neither is taken.
  package let files: IdentityFiles?
  /// What the other areas keep about people.
  package let personalData: [any PersonalData]
  /// Who may not sign up again.
  package let signUpBars: [any SignUpBar]
  /// Passwords that nobody may take.
  package let commonPasswords: CommonPasswords
  /// In which countries addresses are.
  let countries: CountryLookup?
  /// What signs and verifies access tokens.
  let signingKeys: SigningKeyRing

  /// The area on this database. `personalData` speaks for the areas that keep something about people.
  package init(
    database: Database, clock: Clock, passwords: PasswordHasher, vault: Vault,
    settings: IdentitySettings = IdentitySettings(), publicURL: String, siteName: String,
    openIDConnect: OpenIDConnect = .none, files: IdentityFiles? = nil, personalData: [any PersonalData] = [],
    commonPasswords: CommonPasswords = .none, countries: CountryLookup? = nil,
    signUpBars: [any SignUpBar] = []
  ) {
    self.database = database
    self.clock = clock
    self.passwords = passwords
    self.vault = vault
    self.settings = settings
    self.publicURL = publicURL
    self.siteName = siteName
    self.openIDConnect = openIDConnect
    self.files = files
    self.personalData = personalData
    self.commonPasswords = commonPasswords
    self.signUpBars = signUpBars
    self.countries = countries
    signingKeys = SigningKeyRing(database: database, vault: vault, clock: clock, settings: settings)
  }
}
