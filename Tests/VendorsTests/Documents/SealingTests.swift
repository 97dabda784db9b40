import Areas
import Foundation
import Gateways
import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Web

@testable import Vendors

private let oldKey = Vault.makeKey(named: "2025")
private let newKey = Vault.makeKey(named: "2026")
private let secrets = [
  "Zauberschalen", "HRB 778899", "DE999888777", "Geheimgasse", "Rosenbusch", "5554443", Samples.iban,
  "COBADEFFXXX", "hidden-in-the-file", "Reisepass", "only for your eyes",
]

struct SealingTests {
  @Test(arguments: TestEngine.allCases) func nothingPersonalLiesOnTheDisk(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      _ = try await fill(kit)
      let everything = try await kit.everything()
      #expect(everything.count > 1000)
      for word in secrets { #expect(!Samples.contains(everything, word), "\(word) lies on the disk") }
    }
  }

  @Test(arguments: TestEngine.allCases) func keysAreRotated(_ engine: TestEngine) async throws {
    try await withOnboarding(engine, keys: oldKey) { kit in
      let (rita, shop, document) = try await fill(kit)
      let both = try Vault(keys: "\(newKey),\(oldKey)")
      let files = Samples.files(kit.folder)
      let sealed: [any SealedRows] = [SealedApplications(), SealedDestinations(), SealedDocuments(files)]
      var counts: [Int] = []
      for rows in sealed { counts.append(try await rows.reseal(both, kit.database)) }
      #expect(counts == [2, 1, 2], "application and answer; destination; a file and its name")
      for rows in sealed { #expect(try await rows.reseal(both, kit.database) == 0, "\(rows.title)") }

      let shopID = try #require(ShopID(shop))
      let documentID = try #require(ShopDocumentID(document))
      let without = try kit.vendors(with: try Vault(keys: newKey))
      let application = try await without.application(of: shopID)
      #expect(application.business?.taxID == "DE999888777")
      #expect(application.history.contains { $0.text == "only for your eyes" })
      #expect(try await without.destinations(of: shopID).first?.details.iban == Samples.iban)
      #expect(
        try await without.openDocument(documentID, of: shopID).bytes == Samples.pdf("hidden-in-the-file"))
      // The old key alone opens nothing any more.
      let answer = await rita.api.send(.get, "/shops/\(shop)/application")
      #expect(answer.status == 500 && !Samples.contains(answer.response.bodyBytes, "DE999888777"))
    }
  }

  @Test(arguments: TestEngine.allCases) func aRowOfAnotherShopDoesNotOpen(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let (_, shop, _) = try await fill(kit)
      let mallory = try await kit.person("Mallory")
      let own = try await mallory.openShop("Mallory's")
      _ = await mallory.api.send(
        .put, "/shops/\(own)/application", #"{"businessType":"individual","legalName":"M"}"#)
      let (from, to) = (try #require(ShopID(shop)), try #require(ShopID(own)))
      try await kit.database.write { tx in
        let copied: [UInt8] = try #require(
          try tx.value("SELECT tax_id FROM shop_applications WHERE shop_id = \(from)"))
        try tx.run("UPDATE shop_applications SET tax_id = \(copied) WHERE shop_id = \(to)")
      }
      let answer = await mallory.api.send(.get, "/shops/\(own)/application")
      #expect(answer.status == 500 && !Samples.contains(answer.response.bodyBytes, "DE999888777"))
    }
  }

  @Test(arguments: TestEngine.allCases) func theOwnerTakesItAlongAndItIsForgotten(_ engine: TestEngine)
    async throws
  {
    try await withOnboarding(engine) { kit in
      let (rita, shop, document) = try await fill(kit)
      let data = OnboardingPersonalData(vault: kit.vault, documents: Samples.files(kit.folder))
      let account = rita.account.id
      let (sections, files) = try await kit.database.read { snapshot in
        (
          try data.sections(for: account, snapshot).map { "\($0.0) \($0.1)" },
          try data.files(for: account, snapshot)
        )
      }
      let text = sections.joined()
      for word in ["DE999888777", Samples.iban, "Geheimgasse 17", "only for your eyes"] {
        #expect(text.contains(word), "\(word) is exported")
      }
      #expect(files.count == 1 && files[0].path.contains(document))
      #expect(try await files[0].read() == Samples.pdf("hidden-in-the-file"))

      try await kit.database.write { try data.forget(account, $0) }
      var jobs = JobRegistry()
      DocumentJobs.register(in: &jobs, kit.vendors)
      jobs.sendMails(by: MailBox(), kit.database)
      try await JobRunner(
        database: kit.database, jobs: jobs, settings: JobRunnerSettings(workers: 1)
      ).drain()
      #expect(try kit.files().isEmpty)
      let left = await rita.api.send(.get, "/shops/\(shop)/application")
      #expect(left.status == 200 && left.json["business"] == .null)
      #expect(!Samples.contains(left.response.bodyBytes, "only for your eyes"))
      #expect(await rita.api.send(.get, "/shops/\(shop)/payout-destinations").items.isEmpty)
      #expect(await rita.api.send(.get, "/shops/\(shop)/documents").items.isEmpty)
    }
  }

  /// A shop with everything personal that there can be.
  private func fill(_ kit: OnboardingKit) async throws -> (rita: Person, shop: String, document: String) {
    let rita = try await kit.person("Rita")
    let admin = try await kit.person("Root", isAdmin: true)
    let shop = try await rita.openShop()
    #expect(await rita.api.send(.put, "/shops/\(shop)/application", Samples.application).status == 200)
    #expect(await rita.api.send(.post, "/shops/\(shop)/payout-destinations", Samples.bank).status == 201)
    let sent = await rita.upload(Samples.pdf("hidden-in-the-file"), to: shop)
    kit.clock.advance(seconds: 1)
    _ = await admin.api.send(
      .post, "/admin/shops/\(shop)/request-information", #"{"message":"Who are you?"}"#)
    kit.clock.advance(seconds: 1)
    _ = await rita.api.send(.post, "/shops/\(shop)/application", #"{"message":"only for your eyes"}"#)
    return (rita, shop, try #require(sent.text("id")))
  }
}
