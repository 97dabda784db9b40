import Areas
import Engagement
import Foundation
import Gateways
import Identity
import Kernel
import Persistence
import TestSupport
import Vendors
import Web

private let aloneURL = "http://souk.test"

extension Identity {
  /// The area without those above it, on a migrated database; it asks itself and these `neighbours`.
  package static func alone(
    _ database: Database, _ clock: TestClock, settings: IdentitySettings = IdentitySettings(),
    vault: Vault? = nil, publicURL: String = aloneURL, openIDConnect: OpenIDConnect = .none,
    files: IdentityFiles? = nil, commonPasswords: CommonPasswords = .none, neighbours: [any Area] = []
  ) throws -> Identity {
    let hooks = AreaHooks()
    let identity = Identity(
      database: database, clock: clock.clock, passwords: try PasswordHasher(cost: 4, threads: 1),
      vault: try vault ?? Vault(keys: Vault.makeKey(named: "test")), settings: settings,
      site: Site(url: publicURL, naming: FixedSiteName()), openIDConnect: openIDConnect,
      files: try files ?? .test(TestFolder.make(), mails: MailBox()), hooks: hooks,
      commonPasswords: commonPasswords, countries: .none)
    hooks.settle([identity] + neighbours)
    return identity
  }
}

/// What the marketplace is called where nobody could have changed it.
private struct FixedSiteName: SiteNaming {
  func name(_ snapshot: Snapshot) throws -> String { "Souk" }
}

extension JobRegistry {
  /// Letters are sent as the whole program sends them, which an area alone doesn't.
  package mutating func sendMails(by transport: any MailTransport, _ database: Database) {
    MailDelivery(
      database: database, transport: transport, site: Site(url: aloneURL, naming: FixedSiteName())
    ).register(in: &self)
  }
}

extension IdentityFiles {
  /// Files below this folder.
  package static func test(_ folder: URL, mails: any MailTransport) -> IdentityFiles {
    IdentityFiles(
      media: LocalObjects(folder: folder.appendingPathComponent("media")),
      secret: LocalObjects(folder: folder.appendingPathComponent("private"), isPrivate: true),
      images: sharedImages, mails: mails)
  }
}

extension Vendors {
  /// The area with Identity below it and without those above it, on a migrated database; it asks itself and these
  /// `neighbours`.
  package static func alone(
    _ database: Database, _ clock: TestClock, listing: any ShopListing, vault: Vault? = nil,
    documents: DocumentFiles? = nil, pictures: any ShopPictureFiles = RefusedPictures(),
    records: any TextRecords = UnreachableRecords(), neighbours: [any Area] = []
  ) throws -> Vendors {
    let hooks = AreaHooks()
    let folder = try TestFolder.make()
    let identity = Identity(
      database: database, clock: clock.clock, passwords: try PasswordHasher(cost: 4, threads: 1),
      vault: try vault ?? Vault(keys: Vault.makeKey(named: "test")), settings: IdentitySettings(),
      site: Site(url: aloneURL, naming: FixedSiteName()), openIDConnect: .none,
      files: .test(folder, mails: MailBox()), hooks: hooks, commonPasswords: .none, countries: .none)
    let vendors = Vendors(
      database: database, clock: clock.clock, identity: identity, listing: listing,
      hooks: hooks,
      documents: documents
        ?? DocumentFiles(
          objects: LocalObjects(folder: folder.appendingPathComponent("documents"), isPrivate: true),
          images: sharedImages, pdfs: PDFReader(threads: 1)), pictures: pictures, records: records,
      settings: VendorsSettings())
    hooks.settle([identity, vendors] + neighbours)
    return vendors
  }
}

/// An area of a test's own, which says only what the test wants to hear asked.
package struct ForeignArea: Area {
  package static let migrations: URL? = nil
  package static let words: URL? = nil

  package let routes: [Route] = []
  package let sealedRows: [any SealedRows] = []
  package let personalData: [any PersonalData]
  package let signUpBars: [any SignUpBar]
  package let shopClosing: [any ShopClosing]
  package let shopPurging: [any ShopPurging]

  package init(
    personalData: [any PersonalData] = [], signUpBars: [any SignUpBar] = [],
    shopClosing: [any ShopClosing] = [], shopPurging: [any ShopPurging] = []
  ) {
    self.personalData = personalData
    self.signUpBars = signUpBars
    self.shopClosing = shopClosing
    self.shopPurging = shopPurging
  }

  package func registerJobs(in registry: inout JobRegistry) throws {}

  package func registerConsumers(in registry: inout ConsumerRegistry) throws {}
}

/// Takes no picture of a shop.
package struct RefusedPictures: ShopPictureFiles {
  package init() {}

  package func store(_ bytes: [UInt8]) async throws -> String { throw Problem(.unavailable) }

  package func discard(_ keys: [String], _ tx: Transaction) throws {}
}
