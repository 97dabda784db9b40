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
  /// Where the pages are, without a slash at the end; mails link to it.
  package let publicURL: String
  package let siteName: String
  /// What the other areas keep about people.
  package let personalData: [any PersonalData]

  /// The area on this database. `personalData` speaks for the areas that keep something about people.
  package init(
    database: Database, clock: Clock, passwords: PasswordHasher, vault: Vault,
    publicURL: String, siteName: String,
    personalData: [any PersonalData] = []
  ) {
    self.database = database
    self.clock = clock
    self.passwords = passwords
    self.vault = vault
    self.publicURL = publicURL
    self.siteName = siteName
    self.personalData = personalData
  }
}
