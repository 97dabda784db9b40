import Catalog
import Foundation
import Gateways
import Identity
import Kernel
import Logging
import Persistence
import Web

/// The live things around the areas: what time it is, where rows and files lie, who carries mails and money. The program
/// makes them of its settings; a test brings another clock, mailbox and gateway.
package struct Surroundings: Sendable {
  package let clock: Clock
  package let database: Database
  package let logs: LogWriter
  package let mail: any MailTransport
  package let gateways: [any PaymentGateway]
  package let passwords: PasswordHasher
  /// Passwords that nobody may take.
  package let commonPasswords: CommonPasswords
  /// In which countries addresses are.
  package let countries: CountryLookup
  /// Seals what must not be readable in a copy of the database.
  package let vault: Vault
  /// Files that browsers may get.
  package let media: any ObjectStore
  /// Files that no address leads to.
  package let secret: any ObjectStore
  package let productImages: ImageCodec
  package let portraitImages: ImageCodec
  package let documentImages: ImageCodec
  /// The way to pictures that files of products name by their address.
  package let pictures: any PictureSource
  /// The way to the sites whose accounts people may log in with.
  package let openIDTransport: any OpenIDTransport
  /// Looks up the records that show whose a domain is.
  package let records: any TextRecords
  /// How far what is shown of the catalogue may be behind.
  package let freshness: Freshness
  /// What finds products instead of the program itself, where there is one.
  package let searchEngine: (any SearchEngine)?

  /// Surroundings of these things.
  package init(
    clock: Clock, database: Database, logs: LogWriter, mail: any MailTransport,
    gateways: [any PaymentGateway], passwords: PasswordHasher, commonPasswords: CommonPasswords,
    countries: CountryLookup, vault: Vault, media: any ObjectStore, secret: any ObjectStore,
    productImages: ImageCodec, portraitImages: ImageCodec, documentImages: ImageCodec,
    pictures: any PictureSource,
    openIDTransport: any OpenIDTransport, records: any TextRecords, freshness: Freshness,
    searchEngine: (any SearchEngine)? = nil
  ) {
    self.clock = clock
    self.database = database
    self.logs = logs
    self.mail = mail
    self.gateways = gateways
    self.passwords = passwords
    self.commonPasswords = commonPasswords
    self.countries = countries
    self.vault = vault
    self.media = media
    self.secret = secret
    self.productImages = productImages
    self.portraitImages = portraitImages
    self.documentImages = documentImages
    self.pictures = pictures
    self.openIDTransport = openIDTransport
    self.records = records
    self.freshness = freshness
    self.searchEngine = searchEngine
  }
}
