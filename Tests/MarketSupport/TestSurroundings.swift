import Assembly
import Catalog
import Foundation
import Gateways
import Identity
import Kernel
import Persistence
import TestSupport
import Web

/// However busy the machine is, what was changed is seen before; who waits so long waits for ever.
package let patience = Duration.seconds(120)

/// Pictures of all tests are decoded by the same threads.
let sharedImages = ImageCodec(threads: 2)

extension Settings {
  /// The settings of a test: no limits, no waiting, cheap passwords.
  package static func test(_ folder: URL, _ more: [String: String] = [:]) throws -> Settings {
    let variables = [
      "DATA_DIR": folder.path, "PUBLIC_URL": Market.publicURL, "RATE_LIMIT": "off", "PASSWORD_COST": "4",
      "STEADY_ANSWER_MS": "0",
    ]
    return try Settings(variables.merging(more) { $1 })
  }
}

extension Surroundings {
  /// The surroundings of a test: its own clock, mailbox and gateways, files in its folder, and nobody outside.
  package static func test(
    _ database: Database, _ clock: TestClock, _ folder: URL, mail: any MailTransport,
    gateways: [any PaymentGateway] = [TestGateway()], pictures: any PictureSource = UnreachablePictures(),
    searchEngine: (any SearchEngine)? = nil
  ) throws -> Surroundings {
    Surroundings(
      clock: clock.clock, database: database, logs: LogWriter(descriptor: 2), mail: mail,
      gateways: gateways, passwords: try PasswordHasher(cost: 4, threads: 1), commonPasswords: .none,
      countries: .none, vault: try Vault(keys: Vault.makeKey(named: "test")),
      media: LocalObjects(folder: folder.appendingPathComponent("media")),
      secret: LocalObjects(folder: folder.appendingPathComponent("private"), isPrivate: true),
      productImages: sharedImages, portraitImages: sharedImages, documentImages: sharedImages,
      pictures: pictures, openIDTransport: UnreachableSites(), records: UnreachableRecords(),
      freshness: Freshness(longestWait: patience, oldestCounts: .zero), searchEngine: searchEngine)
  }
}

extension CountryLookup {
  /// Knows no country.
  package static let none = CountryLookup(folder: "/nowhere")
}

/// Keeps the mails that are sent.
package actor MailBox: MailTransport {
  package private(set) var mails: [MailMessage] = []

  package init() {}

  package func send(_ message: MailMessage, id: String) async throws { mails.append(message) }

  package func forget(_ texts: [String]) async throws -> Int { 0 }

  /// Those to this address.
  package func to(_ address: String) -> [MailMessage] { mails.filter { $0.to == address } }

  /// Takes mails of another box.
  package func take(_ others: [MailMessage]) { mails += others }

  /// Gives out everything and keeps nothing.
  package func empty() -> [MailMessage] {
    defer { mails = [] }
    return mails
  }
}

/// Other sites do not answer.
package struct UnreachableSites: OpenIDTransport {
  package init() {}

  package func get(_ url: String, _ fields: [HTTPClientField]) async throws -> HTTPClientAnswer {
    throw Problem(.unavailable)
  }

  package func post(
    _ url: String, form: [(name: String, value: String)], _ fields: [HTTPClientField]
  ) async throws -> HTTPClientAnswer {
    throw Problem(.unavailable)
  }
}

/// Name servers do not answer.
package struct UnreachableRecords: TextRecords {
  package init() {}

  package func texts(of name: String) async -> TextLookup { .unknown }
}

/// Sites with pictures do not answer.
package struct UnreachablePictures: PictureSource {
  package init() {}

  package func fetch(_ address: String) async throws -> [UInt8] {
    throw PictureFetchError("Nobody is there.", mayPass: true)
  }
}
