import Areas
import Catalog
import Gateways
import Identity
import Ordering
import Settlement
import Vendors

// Areas that need more than one line.
extension Assembly {
  static func identity(_ settings: Settings, _ around: Surroundings, _ hooks: AreaHooks) -> Identity {
    Identity(
      database: around.database, clock: around.clock, passwords: around.passwords, vault: around.vault,
      settings: settings.identity, site: settings.site,
      openIDConnect: OpenIDConnect(
        settings.identity.openIDProviders, transport: around.openIDTransport, clock: around.clock),
      files: IdentityFiles(
        media: around.media, secret: around.secret, images: around.portraitImages, mails: around.mail),
      hooks: hooks, commonPasswords: around.commonPasswords, countries: around.countries)
  }

  static func catalog(_ settings: Settings, _ around: Surroundings) -> Catalog {
    Catalog(
      database: around.database, clock: around.clock, objects: around.media, images: around.productImages,
      pictures: around.pictures, freshness: around.freshness,
      importFiles: ImportFiles(folder: settings.folder("imports")), vault: around.vault,
      siteName: settings.siteName, searchEngine: around.searchEngine)
  }

  static func vendors(
    _ settings: Settings, _ around: Surroundings, _ hooks: AreaHooks, _ identity: Identity, _ catalog: Catalog
  ) -> Vendors {
    Vendors(
      database: around.database, clock: around.clock, identity: identity,
      listing: ShopSwitch(changes: catalog.changes), hooks: hooks,
      documents: DocumentFiles(
        objects: around.secret, images: around.documentImages, pdfs: PDFReader(threads: 2)),
      pictures: ShopPictures(catalog), records: around.records, settings: settings.vendors)
  }

  static func ordering(
    _ settings: Settings, _ around: Surroundings, _ catalog: Catalog, _ bookkeeping: Bookkeeping
  ) throws -> Ordering {
    Ordering(
      database: around.database, clock: around.clock, stock: catalog.stock, settlement: bookkeeping,
      reservations: settings.rateLimit == .on
        ? ReservationPolicy(hashing: try around.vault.hashing(for: "reservations")) : nil,
      paymentMethods: [Ordering.cashOnDelivery] + around.gateways.map(\.name),
      imageURL: { catalog.imagePath($0, .card) })
  }
}
