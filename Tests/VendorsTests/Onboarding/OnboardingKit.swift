import Foundation
import Gateways
import HTTPTypes
import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

/// The area with a store for documents, and a vault whose keys can be changed.
struct OnboardingKit {
  let base: VendorsKit
  /// Where documents lie.
  let folder: URL
  /// The database's file; `nil` on PostgreSQL.
  let databaseFile: String?
  let vault: Vault

  var vendors: Vendors { base.vendors }
  var database: Database { base.database }
  var clock: TestClock { base.clock }

  func person(_ name: String, isAdmin: Bool = false) async throws -> Person {
    try await base.person(name, isAdmin: isAdmin)
  }

  /// An administrator with another role.
  func admin(_ name: String, _ role: String) async throws -> Person {
    let person = try await base.person(name, isAdmin: true)
    let id = person.account.id
    try await database.write { tx in
      try tx.run("UPDATE accounts SET admin_role = \(role) WHERE id = \(id)")
    }
    return person
  }

  /// The area as another node or a command has it, with another vault.
  func vendors(with vault: Vault) throws -> Vendors {
    try Vendors.alone(
      database, clock, listing: base.listing, vault: vault, documents: Samples.files(folder))
  }

  /// Every byte that is on disk: the database and the folder of documents.
  func everything() async throws -> [UInt8] {
    var bytes: [UInt8] = []
    if let databaseFile {
      for ending in ["", "-wal"] {
        bytes += FileManager.default.contents(atPath: databaseFile + ending).map { Array($0) } ?? []
      }
    } else {
      // Bytes show as hexadecimal digits there; they are turned back.
      let tables = try await database.read { snapshot in
        try snapshot.values(
          "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'public'", as: String.self)
      }
      #expect(tables.contains("shop_applications"))
      for row in try await dump() { bytes += Array(row.utf8) + Samples.unhex(row) }
    }
    for file in try files() { bytes += Array(try Data(contentsOf: file)) }
    return bytes
  }

  /// The files of documents.
  func files() throws -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
    return found.compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath }
  }

  private func dump() async throws -> [String] {
    try await database.read { snapshot in
      try snapshot.values("SELECT CAST(t AS TEXT) FROM shop_applications t", as: String.self)
        + snapshot.values("SELECT CAST(t AS TEXT) FROM shop_decisions t", as: String.self)
        + snapshot.values("SELECT CAST(t AS TEXT) FROM shop_documents t", as: String.self)
        + snapshot.values("SELECT CAST(t AS TEXT) FROM payout_destinations t", as: String.self)
        + snapshot.values("SELECT CAST(t AS TEXT) FROM audit_log t", as: String.self)
        + snapshot.values("SELECT CAST(t AS TEXT) FROM jobs t WHERE kind NOT LIKE 'mail%'", as: String.self)
    }
  }
}

/// Runs `body` with the area, its documents and all its routes.
func withOnboarding(
  _ engine: TestEngine, keys: String = Vault.makeKey(named: "test"),
  _ body: (OnboardingKit) async throws -> Void
) async throws {
  let folders = [PersistenceMigrations.folder, Identity.migrations, Vendors.migrations]
  let folder = try TestFolder.make().appendingPathComponent("private")
  let vault = try Vault(keys: keys)
  try await withDatabaseURL(engine, migrations: folders) { url in
    let clock = TestClock()
    let database = try openTestDatabase(
      url, clock: clock.clock, beforeCommit: AuditLog.append, keyedTransactions: IdempotencyRows())
    do {
      let listing = RecordedListing()
      let vendors = try Vendors.alone(
        database, clock, listing: listing, vault: vault, documents: Samples.files(folder))
      let api = TestAPI(
        routes: vendors.routes + vendors.identity.routes, sessions: vendors.identity, shops: vendors)
      let base = VendorsKit(vendors: vendors, database: database, clock: clock, listing: listing, api: api)
      let file = engine == .sqlite ? String(url.dropFirst("sqlite://".count)) : nil
      try await body(OnboardingKit(base: base, folder: folder, databaseFile: file, vault: vault))
    } catch {
      await database.close()
      throw error
    }
    await database.close()
  }
}

/// Files and forms for tests.
enum Samples {
  static func files(_ folder: URL) -> DocumentFiles {
    DocumentFiles(
      objects: LocalObjects(folder: folder, isPrivate: true), images: ImageCodec(threads: 1),
      pdfs: PDFReader(threads: 1))
  }

  /// A picture of one pixel.
  static let png: [UInt8] = {
    let text =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    return Data(base64Encoded: text).map { Array($0) } ?? []
  }()

  /// A PDF of one empty page that says `secret` in a comment.
  static func pdf(_ secret: String = "", object: String = "") -> [UInt8] {
    var text = "%PDF-1.4\n%\(secret)\n"
    var offsets: [Int] = []
    for body in [
      "<</Type/Catalog/Pages 2 0 R\(object)>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>",
    ] {
      offsets.append(text.utf8.count)
      text += "\(offsets.count) 0 obj\(body)endobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 4\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer<</Size 4/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }

  static let application = #"""
    {"businessType":"company","legalName":"Zauberschalen GmbH","registrationNumber":"HRB 778899",
    "taxId":"DE999888777",
    "address":{"line1":"Geheimgasse 17","city":"Köln","postalCode":"50667","country":"DE"},
    "contactName":"Rita Rosenbusch","phone":"+49 221 5554443"}
    """#

  static let iban = "DE89370400440532013000"
  static let bank =
    #"{"kind":"bank","holder":"Rita Rosenbusch","iban":"DE89 3704 0044 0532 0130 00","bic":"COBADEFFXXX"}"#

  static func unhex(_ text: String) -> [UInt8] {
    func value(_ byte: UInt8) -> UInt8? {
      switch byte {
      case 48...57: byte - 48
      case 97...102: byte - 87
      default: nil
      }
    }
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var index = 0
    while index + 1 < bytes.count {
      if let high = value(bytes[index]), let low = value(bytes[index + 1]) {
        plain.append(high << 4 | low)
        index += 2
      } else {
        index += 1
      }
    }
    return plain
  }

  static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    Data(bytes).range(of: Data(text.utf8)) != nil
  }
}

extension Person {
  /// Sends a document and answers with what came back.
  func upload(
    _ bytes: [UInt8], to shop: String, kind: String = "identity",
    name: String = "Reisepass Rita Rosenbusch.pdf"
  ) async -> TestAnswer {
    let boundary = "form-boundary-7c1f"
    var body = Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n\(kind)\r\n".utf8)
    body += Array(
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n".utf8)
    body +=
      Array("Content-Type: application/pdf\r\n\r\n".utf8) + bytes + Array("\r\n--\(boundary)--\r\n".utf8)
    var headers: HTTPHeaders = [.contentType: "multipart/form-data; boundary=\(boundary)"]
    if let token = api.token { headers[.authorization] = "Bearer \(token)" }
    let request = IncomingRequest(
      .post, Route.apiPrefix + "/shops/\(shop)/documents", headers: headers, body: body)
    return TestAnswer(await api.application.respond(to: request))
  }

  /// Answers with a file's bytes and the whole answer.
  func download(_ path: String) async -> (bytes: [UInt8], answer: TestAnswer) {
    let answer = await api.send(.get, path)
    return (answer.response.bodyBytes, answer)
  }
}
