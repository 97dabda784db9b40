import ArgumentParser
import Assembly
import Catalog
import Foundation
import Identity
import Kernel
import Persistence
import Vendors

/// Brings products in from a CSV file of a format that is known.
struct ImportProducts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import products from a CSV file of Shopify, WooCommerce or Souk.",
    discussion:
      "The same file imported twice changes nothing the second time. Rejected rows are listed with reasons.")

  private static let operatorEmail = "operator@localhost.localdomain"

  @Argument(help: "The file.")
  var file: String

  @Option(help: "The shop that the products are for, by its slug or id.")
  var shop: String?

  @Flag(help: "Make each Vendor of the file a shop of its own, approved at once.")
  var byVendor = false

  @Option(help: "The currency of shops that are made, as EUR.")
  var currency = "EUR"

  func validate() throws {
    guard (shop == nil) == byVendor else { throw ValidationError("Say either --shop SLUG or --by-vendor.") }
    guard Currency(currency) != nil else { throw ValidationError("\"\(currency)\" is not a currency.") }
  }

  func run() async throws {
    try await CommandFailure.reporting { assembly in
      _ = try await assembly.migrate()
      let url = URL(fileURLWithPath: file)
      guard FileManager.default.isReadableFile(atPath: url.path) else {
        throw Problem(.fileUnreadable, "The file \(file) can't be read.")
      }
      let target = try await targetShop(assembly)
      let started = Timestamp.system()
      let id = try await assembly.catalog.registerImport(
        of: url, name: url.lastPathComponent, shop: target?.id)
      try await assembly.catalog.runImport(
        id, of: url, categories: .made, shopOfVendor: shopOfVendor(assembly)
      ) { now in
        FileHandle.standardError.write(Data("\r\(now.percentDone) %  \(now.products) products".utf8))
      }
      try await report(id, assembly, since: started)
    }
  }

  private func targetShop(_ assembly: Assembly) async throws -> Shop? {
    guard let shop else { return nil }
    guard let found = try await assembly.database.read({ try ShopStore.byReference(shop, $0) }) else {
      throw Problem(.notFound, "There is no shop \"\(shop)\".")
    }
    return found
  }

  private func shopOfVendor(_ assembly: Assembly) -> ShopOfVendor {
    let currency = Currency(currency) ?? .eur
    let vendors = assembly.vendors
    return { name in
      let shop = try await vendors.ensureShop(
        named: name, ownerEmail: ImportProducts.operatorAddress(), description: "Goods by \(name).",
        country: "DE",
        currency: currency)
      return (shop.id, shop.currency)
    }
  }

  private static func operatorAddress() throws -> EmailAddress {
    guard let address = EmailAddress(operatorEmail) else { throw Problem(.internalError) }
    return address
  }

  private func report(_ id: ImportID, _ assembly: Assembly, since started: Timestamp) async throws {
    guard let done = try await assembly.catalog.importResult(id) else { return }
    let seconds = Double(Timestamp.system().milliseconds - started.milliseconds) / 1000
    FileHandle.standardError.write(Data("\r".utf8))
    for row in try await assembly.catalog.rejectedRows(of: id, limit: 1_000) {
      print("row \(row.number) \(row.handle): \(row.reason?.description ?? "")")
    }
    let rows = done.rows
    print(
      """
      \(done.products) products, \(rows.total) rows in \(String(format: "%.1f", seconds)) s: \
      \(rows.created) created, \(rows.updated) updated, \(rows.unchanged) unchanged, \(rows.rejected) rejected.
      """)
    if let failure = done.failure { throw Problem(.fileUnreadable, failure) }
  }
}

/// Writes a shop's products to standard output.
struct ExportProducts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a shop's products as CSV to standard output.")

  @Option(help: "The shop, by its slug or id.")
  var shop: String

  @Option(help: "Whose columns: shopify, or souk for all that the form of a product has.")
  var format = ExportFormat.shopify.rawValue

  func validate() throws {
    guard ExportFormat(rawValue: format) != nil else {
      throw ValidationError("\"\(format)\" is neither shopify nor souk.")
    }
  }

  func run() async throws {
    try await CommandFailure.reporting { assembly in
      guard let found = try await assembly.database.read({ try ShopStore.byReference(shop, $0) }) else {
        throw Problem(.notFound, "There is no shop \"\(shop)\".")
      }
      try await assembly.catalog.exportProducts(of: found.id, as: ExportFormat(rawValue: format) ?? .shopify)
      {
        FileHandle.standardOutput.write(Data($0))
      }
    }
  }
}
