import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

struct ApplicationTests {
  @Test(arguments: TestEngine.allCases) func nobodyApprovesUnseenDocumentsByAccident(_ engine: TestEngine)
    async throws
  {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let id = try #require(ShopID(shop))
      func approve(anyway: Bool = false) async -> ProblemKind? {
        await problem { _ = try await kit.vendors.approve(id, version: nil, anyway: anyway) }
      }
      _ = await rita.api.send(.put, "/shops/\(shop)/application", Samples.application)
      _ = await rita.api.send(.post, "/shops/\(shop)/payout-destinations", Samples.bank)
      var documents = [await rita.upload(Samples.pdf(), to: shop)]
      #expect(await approve() == .invalidInput)
      documents.append(await rita.upload(Samples.png, to: shop, kind: "registration"))
      // Nothing is missing, but nobody looked.
      let checklist = try await kit.vendors.application(of: id).checklist
      #expect(checklist.isComplete && checklist.unseen == [.identity, .registration])
      #expect(await approve() == .invalidInput)
      for document in documents {
        let path = "/admin/shops/\(shop)/documents/\(try #require(document.text("id")))/accept"
        #expect(await admin.api.send(.post, path).status == 200)
      }
      #expect(await approve() == nil)
      #expect(try await kit.vendors.shop(id).status == .approved)
      let other = try #require(ShopID(try await rita.openShop("Second")))
      #expect(await problem { _ = try await kit.vendors.approve(other, version: nil, anyway: true) } == nil)
    }
  }

  @Test(arguments: TestEngine.allCases) func anApplicationGoesThroughAllStates(_ engine: TestEngine)
    async throws
  {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let empty = await rita.api.send(.get, "/shops/\(shop)/application")
      #expect(empty.status == 200 && empty.json["business"] == .null)
      #expect(empty.json["isComplete"] == .boolean(false))
      #expect(done(empty) == ["description"])

      let saved = await rita.api.send(.put, "/shops/\(shop)/application", Samples.application)
      #expect(saved.status == 200 && saved.json["business"]?["taxId"] == .string("DE999888777"))
      #expect(saved.json["business"]?["address"]?["city"] == .string("Köln"))
      #expect(await rita.upload(Samples.pdf(), to: shop).status == 201)
      #expect(await rita.upload(Samples.png, to: shop, kind: "registration").status == 201)
      #expect(await rita.api.send(.post, "/shops/\(shop)/payout-destinations", Samples.bank).status == 201)
      let full = await rita.api.send(.get, "/shops/\(shop)/application")
      #expect(full.json["isComplete"] == .boolean(true))

      kit.clock.advance(seconds: 60)
      let path = "/admin/shops/\(shop)"
      let asked = await admin.api.send(
        .post, "\(path)/request-information", #"{"message":"Which kiln?","items":["A photo"]}"#)
      #expect(asked.status == 200 && asked.text("status") == "pending")
      let question = await rita.api.send(.get, "/shops/\(shop)/application")
      #expect(question.json["question"]?["message"] == .string("Which kiln?"))
      #expect(question.json["question"]?["answeredAt"] == .null)
      #expect(question.json["question"]?["items"] == .array([.string("A photo")]))
      #expect(await admin.api.send(.get, "/admin/shops?question=asked").items.count == 1)
      // It is the vendor's turn, so nothing waits for the marketplace.
      #expect(await admin.api.send(.get, "/admin/shops?question=due").items.isEmpty)
      #expect(try await kit.vendors.questionCounts() == [.due: 0, .asked: 1, .answered: 0])
      kit.clock.advance(seconds: 60)
      let answer = await rita.api.send(.post, "/shops/\(shop)/application", #"{"message":"The blue one."}"#)
      #expect(answer.status == 200 && answer.text("status") == "pending")
      #expect(await rita.api.send(.post, "/shops/\(shop)/application", #"{"message":"x"}"#).status == 409)
      #expect(await admin.api.send(.get, "/admin/shops?question=asked").items.isEmpty)
      #expect(await admin.api.send(.get, "/admin/shops?question=answered").items.count == 1)
      #expect(await admin.api.send(.get, "/admin/shops?question=due").items.count == 1)
      #expect(try await kit.vendors.questionCounts() == [.due: 1, .asked: 0, .answered: 1])

      let seen = await admin.api.send(.get, "\(path)/application")
      #expect(seen.json["question"]?["answer"] == .string("The blue one."))
      kit.clock.advance(seconds: 60)
      #expect(await admin.api.send(.post, "\(path)/approve").text("status") == "approved")
      kit.clock.advance(seconds: 60)
      #expect(await admin.api.send(.post, "\(path)/unsuspend").status == 409)
      _ = await admin.api.send(.post, "\(path)/suspend", #"{"reason":"Complaints."}"#)
      #expect(
        await admin.api.send(.post, "\(path)/request-information", #"{"message":"Why?"}"#).status == 409)
      kit.clock.advance(seconds: 60)
      #expect(await admin.api.send(.post, "\(path)/unsuspend").text("status") == "approved")
      try await checkHistory(kit, rita, admin, shop)
    }
  }

  private func checkHistory(
    _ kit: OnboardingKit, _ rita: Person, _ admin: Person, _ shop: String
  ) async throws {
    let kinds = ["unsuspended", "suspended", "approved", "answered", "asked", "submitted"]
    let mine = await rita.api.send(.get, "/shops/\(shop)/application")
    #expect(entries(mine).map { $0["kind"] } == kinds.map { .string($0) })
    #expect(entries(mine).allSatisfy { $0["name"] == nil && $0["account"] == nil })
    let theirs = await admin.api.send(.get, "/admin/shops/\(shop)/checklist")
    #expect(entries(theirs).first?["name"] == .string("Root"))
    #expect(entries(theirs)[1]["text"] == .string("Complaints."))
    #expect(theirs.json["business"] == .null && theirs.json["version"] == .integer(6))
    #expect(mine.json["question"] == .null)

    let mailbox = MailBox()
    try await kit.base.deliver(to: mailbox)
    let mails = await mailbox.mails
    let subjects = mails.filter { $0.to == "rita@example.org" }.map(\.subject)
    for part in ["received", "need more", "is open", "is suspended", "visible again", "is paid was changed"] {
      #expect(subjects.contains { $0.contains(part) }, "a mail that says \(part)")
    }
    let asking = mails.first { $0.subject.contains("need more") }?.text ?? ""
    #expect(asking.contains("Which kiln?") && asking.contains("A photo"))
    #expect(mails.allSatisfy { !$0.text.contains(Samples.iban) && !$0.text.contains("DE999888777") })
  }

  @Test(arguments: TestEngine.allCases) func oneOfTwoDecisionsStands(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let first = try await kit.person("Root", isAdmin: true)
      let second = try await kit.person("Mona", isAdmin: true)
      for round in 0..<6 {
        let shop = try await rita.openShop("Shop \(round)")
        let seen = await first.api.send(.get, "/admin/shops/\(shop)/checklist")
        #expect(seen.json["version"] == .integer(0))
        async let approval = first.api.send(.post, "/admin/shops/\(shop)/approve", #"{"version":0}"#)
        async let rejection = second.api.send(
          .post, "/admin/shops/\(shop)/reject", #"{"reason":"No.","version":0}"#)
        async let question = second.api.send(
          .post, "/admin/shops/\(shop)/request-information", #"{"message":"Hm?","version":0}"#)
        let statuses = await [approval.status, rejection.status, question.status].sorted()
        #expect(statuses == [200, 409, 409])
        let history = entries(await first.api.send(.get, "/admin/shops/\(shop)/checklist"))
        #expect(history.count == 1)
      }
      let shop = try await rita.openShop("Late")
      _ = await first.api.send(.post, "/admin/shops/\(shop)/reject", #"{"reason":"No."}"#)
      let late = await second.api.send(.post, "/admin/shops/\(shop)/approve", #"{"version":0}"#)
      #expect(late.status == 409)
      #expect(await second.api.send(.post, "/admin/shops/\(shop)/approve").status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aDecisionIsAboutWhatWasThere(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let path = "/shops/\(shop)/application"
      _ = await rita.api.send(.put, path, Samples.application)
      let seen = try #require(await admin.api.send(.get, "/admin\(path)").json["version"])
      #expect(seen == .integer(1))
      // Sending the same again changes nothing; another company is another application.
      _ = await rita.api.send(.put, path, Samples.application)
      let approve = "/admin/shops/\(shop)/approve"
      kit.clock.advance(seconds: 60)
      _ = await rita.api.send(.put, path, #"{"businessType":"individual","legalName":"Somebody Else"}"#)
      #expect(await admin.api.send(.post, approve, #"{"version":1}"#).status == 409)
      let again = await admin.api.send(.get, "/admin\(path)")
      #expect(again.json["version"] == .integer(2))
      #expect(entries(again).map { $0["kind"] } == ["changed", "submitted"])
      #expect(await admin.api.send(.post, approve, #"{"version":2}"#).status == 200)
    }
  }

  @Test func everyWrongFieldIsNamed() async throws {
    try await withOnboarding(.sqlite) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let path = "/shops/\(shop)/application"
      #expect(await rita.api.send(.put, path, "{}").wrongFields == ["businessType", "legalName"])
      let bad = #"""
        {"businessType":"company","legalName":"X","birthDate":"1990-02-30","website":"ftp://x",
        "address":{"line1":"a"},"odd":1}
        """#
      let wrong = await rita.api.send(.put, path, bad)
      #expect(
        Set(wrong.wrongFields)
          == ["birthDate", "website", "address.city", "address.country", "odd"])
      let place =
        #"{"businessType":"individual","legalName":"X","address":{"line1":"a","city":"b","country":"DE"}}"#
      #expect(await rita.api.send(.put, path, place).wrongFields == ["address.postalCode"])
      let company = #"{"businessType":"company","legalName":"X","birthDate":"1990-02-20"}"#
      #expect(await rita.api.send(.put, path, company).wrongFields == ["birthDate"])
      let person = #"{"businessType":"individual","legalName":"X","birthDate":"1990-02-20"}"#
      let saved = await rita.api.send(.put, path, person)
      #expect(saved.json["business"]?["birthDate"] == .string("1990-02-20"))
      let items = saved.json["checklist"]
      #expect(items != nil && !"\(String(describing: items))".contains("registration"))
      for body in ["{}", #"{"message":" "}"#] {
        let asked = await admin.api.send(.post, "/admin/shops/\(shop)/request-information", body)
        #expect(asked.wrongFields == ["message"])
      }
      #expect(await admin.api.send(.get, "/admin/shops?sort=odd").wrongFields == ["sort"])
    }
  }

  @Test(arguments: TestEngine.allCases) func theDeskFindsSortsAndExports(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let karl = try await kit.person("Karl")
      let admin = try await kit.person("Root", isAdmin: true)
      for (person, name) in [(rita, "=cmd|' /C calc'!A0"), (karl, "Bowls, \"hand made\""), (karl, "Chairs")] {
        _ = try await person.openShop(name)
        kit.clock.advance(seconds: 1)
      }
      func names(_ query: String) async -> [JSONValue?] {
        await admin.api.send(.get, "/admin/shops?\(query)").items.map { $0["name"] }
      }
      #expect(await names("sort=name").last == .string("Chairs"))
      #expect(await names("sort=oldest").first == .string("=cmd|' /C calc'!A0"))
      #expect(await names("q=karl&sort=name") == [.string("Bowls, \"hand made\""), .string("Chairs")])
      #expect(await names("q=rita@example.org").count == 1)
      #expect(await names("q=chair") == [.string("Chairs")])
      #expect(await names("q=%25").isEmpty)
      var seen: [JSONValue?] = []
      var cursor = ""
      repeat {
        let page = await admin.api.send(.get, "/admin/shops?sort=name&limit=1\(cursor)")
        seen += page.items.map { $0["name"] }
        cursor = page.text("nextCursor").map { "&cursor=\($0)" } ?? ""
      } while !cursor.isEmpty && seen.count < 9
      #expect(seen.count == 3 && Set(seen.map { "\(String(describing: $0))" }).count == 3)

      let csv = try await text(await kit.vendors.exportShops(ShopFilter(sort: .oldest), as: .csv))
      let lines = csv.split(separator: "\r\n")
      #expect(lines.count == 4 && lines[0].hasPrefix("id,slug,name,status"))
      #expect(lines[1].contains(",'=cmd|' /C calc'!A0,"))
      #expect(lines[2].contains(#""Bowls, ""hand made""""#))
      let filtered = try await text(await kit.vendors.exportShops(ShopFilter(text: "chairs"), as: .csv))
      #expect(filtered.split(separator: "\r\n").count == 2)
      #expect(await rita.api.send(.get, "/admin/shops.csv").status == 403)
    }
  }

  @Test(arguments: TestEngine.allCases) func onlyTheRightRolesReadBusinessData(_ engine: TestEngine)
    async throws
  {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let mallory = try await kit.person("Mallory")
      let shop = try await rita.openShop()
      _ = await rita.api.send(.put, "/shops/\(shop)/application", Samples.application)
      let support = try await kit.admin("Sue", "support")
      let finance = try await kit.admin("Finn", "finance")
      let moderator = try await kit.admin("Mona", "moderator")
      for person in [support, finance] {
        #expect(await person.api.send(.get, "/admin/shops/\(shop)/application").status == 403)
        let open = await person.api.send(.get, "/admin/shops/\(shop)/checklist")
        #expect(open.status == 200 && !Samples.contains(open.response.bodyBytes, "Zauberschalen"))
      }
      let read = await moderator.api.send(.get, "/admin/shops/\(shop)/application")
      #expect(read.json["business"]?["legalName"] == .string("Zauberschalen GmbH"))
      #expect(await moderator.api.send(.get, "/admin/shops/\(shop)/payout-destinations").status == 403)
      #expect(await finance.api.send(.get, "/admin/shops/\(shop)/payout-destinations").status == 200)
      #expect(await support.api.send(.post, "/admin/shops/\(shop)/approve").status == 403)
      for person in [mallory, support, moderator] {
        #expect(await person.api.send(.get, "/shops/\(shop)/application").status == 404)
        #expect(await person.api.send(.put, "/shops/\(shop)/application", Samples.application).status == 404)
      }
      #expect(await kit.base.api.send(.get, "/shops/\(shop)/application").status == 401)
    }
  }

  private func entries(_ answer: TestAnswer) -> [JSONValue] {
    if case .array(let entries)? = answer.json["history"] { entries } else { [] }
  }

  private func done(_ answer: TestAnswer) -> [String] {
    guard case .array(let lines)? = answer.json["checklist"] else { return [] }
    return lines.compactMap { line in
      guard line["isDone"] == .boolean(true), case .string(let item)? = line["item"] else { return nil }
      return item
    }
  }

  private func text(_ response: Response) async throws -> String {
    guard case .stream(_, let write) = response.body else { return "" }
    let pieces = Pieces()
    try await write(BodyWriter { await pieces.add($0) })
    return String(decoding: await pieces.bytes, as: UTF8.self)
  }
}

/// Collects what is streamed.
private actor Pieces {
  private(set) var bytes: [UInt8] = []

  func add(_ more: [UInt8]) { bytes += more }
}
