import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

struct DestinationTests {
  @Test(arguments: TestEngine.allCases)
  func aNewDefaultCountsAsAChange(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openShop()
      let path = "/shops/\(shop)/payout-destinations"
      let bank = await rita.api.send(.post, path, Samples.bank)
      let paypal = await rita.api.send(.post, path, #"{"kind":"paypal","email":"rita.r@example.org"}"#)
      let old = try #require(paypal.text("updatedAt"))
      kit.clock.advance(seconds: 60)
      _ = await rita.api.send(.patch, "\(path)/\(try #require(paypal.text("id")))", #"{"isDefault":true}"#)
      let first = try #require(await rita.api.send(.get, path).items.first)
      #expect(first["id"] == paypal.json["id"] && first["updatedAt"] != .string(old))
      kit.clock.advance(seconds: 60)
      #expect(await rita.api.send(.delete, "\(path)/\(try #require(paypal.text("id")))").status == 204)
      let heir = try #require(await rita.api.send(.get, path).items.first)
      #expect(heir["id"] == bank.json["id"] && heir["updatedAt"] != bank.json["updatedAt"])
    }
  }

  @Test(arguments: TestEngine.allCases) func destinationsAreAddedChangedAndDeleted(_ engine: TestEngine)
    async throws
  {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openShop()
      let path = "/shops/\(shop)/payout-destinations"
      let bank = await rita.api.send(.post, path, Samples.bank)
      #expect(bank.status == 201 && bank.text("label") == "DE89 •••• 3000")
      #expect(bank.json["isDefault"] == .boolean(true))
      #expect(bank.text("holder") == "R•••• R••••")
      kit.clock.advance(seconds: 1)
      let paypal = await rita.api.send(
        .post, path, #"{"kind":"paypal","email":"rita.r@example.org","isDefault":true}"#)
      #expect(paypal.text("label") == "r••••@example.org")
      let american =
        #"{"kind":"bank","holder":"Rita R","accountNumber":"000123456789","routingNumber":"021000021"}"#
      let third = await rita.api.send(.post, path, american)
      #expect(third.text("label") == "•••• 6789")
      #expect(try await defaults(rita, path) == [paypal.text("id")])

      let id = try #require(third.text("id"))
      let changed = await rita.api.send(
        .patch, "\(path)/\(id)", #"{"iban":"GB29NWBK60161331926819","isDefault":true}"#)
      #expect(changed.text("label") == "GB29 •••• 6819")
      #expect(try await defaults(rita, path) == [id])
      #expect(
        await rita.api.send(.patch, "\(path)/\(id)", #"{"isDefault":false}"#).wrongFields == ["isDefault"])
      #expect(await rita.api.send(.delete, "\(path)/\(id)").status == 204)
      #expect(await rita.api.send(.delete, "\(path)/\(id)").status == 404)
      #expect(try await defaults(rita, path) == [paypal.text("id")], "the newest of the others takes over")

      let mailbox = MailBox()
      try await kit.base.deliver(to: mailbox)
      let mails = await mailbox.mails.filter { $0.subject.contains("is paid was changed") }
      #expect(mails.count == 5 && mails.allSatisfy { $0.to == "rita@example.org" })
      #expect(mails.contains { $0.text.contains("deleted") && $0.text.contains("GB29 •••• 6819") })
    }
  }

  @Test(arguments: TestEngine.allCases) func numbersAreMaskedForAllButWhoPays(_ engine: TestEngine)
    async throws
  {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let mallory = try await kit.person("Mallory")
      let finance = try await kit.admin("Finn", "finance")
      let moderator = try await kit.admin("Mona", "moderator")
      let shop = try await rita.openShop()
      let path = "/shops/\(shop)/payout-destinations"
      let added = await rita.api.send(.post, path, Samples.bank)
      let id = try #require(added.text("id"))
      let outputs = [
        added, await rita.api.send(.get, path), await rita.api.send(.get, "/shops/\(shop)/application"),
        await rita.api.send(.patch, "\(path)/\(id)", #"{"bic":"DEUTDEFF"}"#),
      ]
      for output in outputs {
        for word in [Samples.iban, "0532013000", "Rosenbusch", "DEUTDEFF", "COBADEFF"] {
          #expect(!Samples.contains(output.response.bodyBytes, word))
        }
      }
      for person in [mallory, finance, moderator] {
        #expect(await person.api.send(.get, path).status == 404)
        #expect(await person.api.send(.post, path, Samples.bank).status == 404)
        #expect(await person.api.send(.patch, "\(path)/\(id)", "{}").status == 404)
        #expect(await person.api.send(.delete, "\(path)/\(id)").status == 404)
      }
      let other = try await mallory.openShop("Mallory's")
      #expect(await mallory.api.send(.delete, "/shops/\(other)/payout-destinations/\(id)").status == 404)
      let full = await finance.api.send(.get, "/admin/shops/\(shop)/payout-destinations")
      #expect(full.items.first?["iban"] == .string(Samples.iban))
      #expect(full.items.first?["bic"] == .string("DEUTDEFF"))
      let reads = try await kit.database.read { snapshot in
        try snapshot.value("SELECT COUNT(*) FROM audit_log WHERE action = 'destinations.read'", as: Int.self)
      }
      #expect(reads == 1)
    }
  }

  @Test func everyWrongFieldIsNamed() async throws {
    try await withOnboarding(.sqlite) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openShop()
      let path = "/shops/\(shop)/payout-destinations"
      let cases: [(String, [String])] = [
        ("{}", ["kind", "holder", "iban"]), (#"{"kind":"bank"}"#, ["holder", "iban"]),
        (#"{"kind":"bank","holder":"Rita","iban":"DE00370400440532013000"}"#, ["iban"]),
        (#"{"kind":"bank","holder":"Rita","iban":"DE89370400440532013000","bic":"X"}"#, ["bic"]),
        (#"{"kind":"bank","holder":"Rita","accountNumber":"12345"}"#, ["routingNumber"]),
        (#"{"kind":"paypal"}"#, ["email"]), (#"{"kind":"paypal","email":"x"}"#, ["email"]),
        (#"{"kind":"card"}"#, ["kind"]),
      ]
      for (body, fields) in cases {
        let answer = await rita.api.send(.post, path, body)
        #expect(answer.status == 422 && Set(answer.wrongFields).isSuperset(of: fields), "\(body)")
      }
      #expect(await rita.api.send(.get, path).items.isEmpty)
    }
  }

  @Test func ibansAreChecked() {
    let right = [
      "DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "fr1420041010050500013m02606",
      "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "CH9300762011623852957", "NL91ABNA0417164300",
    ]
    for text in right { #expect(IBAN(text) != nil, "\(text)") }
    let wrong = [
      "", "DE", "DE89370400440532013001", "DE8937040044053201300", "DE893704004405320130000",
      "XX89370400440532013000", "89DE370400440532013000", "DE8937040044053201300ö", "DE98370400440532013000",
      "US64SVBKUS6S3300958879", "D€89370400440532013000",
    ]
    for text in wrong { #expect(IBAN(text) == nil, "\(text)") }
    // Every single wrong digit and every swap of two neighbours is found.
    let digits = Array("DE89370400440532013000")
    for index in 4..<digits.count {
      var typo = digits
      typo[index] = digits[index] == "9" ? "8" : "9"
      if typo != digits { #expect(IBAN(String(typo)) == nil) }
      guard index + 1 < digits.count, digits[index] != digits[index + 1] else { continue }
      var swapped = digits
      swapped.swapAt(index, index + 1)
      #expect(IBAN(String(swapped)) == nil)
    }
    #expect(IBAN("DE89370400440532013000")?.grouped == "DE89 3704 0044 0532 0130 00")
  }

  @Test(arguments: TestEngine.allCases)
  func aMistypedNumberIsNotAlsoMissing(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let path = "/shops/\(try await rita.openShop())/payout-destinations"
      let mistyped = #"{"kind":"bank","holder":"Rita","iban":"DE00370400440532013000"}"#
      #expect(await rita.api.send(.post, path, mistyped).wrongFields == ["iban"])
      #expect(await rita.api.send(.post, path, #"{"kind":"bank","holder":"Rita"}"#).wrongFields == ["iban"])
    }
  }

  private func defaults(_ person: Person, _ path: String) async throws -> [String?] {
    await person.api.send(.get, path).items.filter { $0["isDefault"] == .boolean(true) }.map { item in
      if case .string(let id)? = item["id"] { id } else { nil }
    }
  }
}
