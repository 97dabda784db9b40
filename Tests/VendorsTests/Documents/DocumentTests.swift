import Foundation
import Gateways
import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

private let secret = "Rosenbusch-passport-C01X00T47"

struct DocumentTests {
  @Test(arguments: TestEngine.allCases) func aDocumentIsSealedAndComesBack(_ engine: TestEngine) async throws
  {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let pdf = Samples.pdf(secret)
      let sent = await rita.upload(pdf, to: shop)
      #expect(sent.status == 201 && sent.text("status") == "uploaded")
      #expect(sent.text("fileName") == "Reisepass Rita Rosenbusch.pdf")
      #expect(sent.text("contentType") == "application/pdf")
      let id = try #require(sent.text("id"))
      let (bytes, answer) = await rita.download("/shops/\(shop)/documents/\(id)/file")
      #expect(answer.status == 200 && bytes == pdf)
      let headers = answer.response.headers
      #expect(headers[.contentDisposition]?.hasPrefix("attachment; filename=\"Reisepass") == true)
      #expect(headers[.xContentTypeOptions] == "nosniff")
      #expect(headers[.contentSecurityPolicy]?.contains("sandbox") == true)
      #expect(headers[.cacheControl]?.contains("no-store") == true)

      let everything = try await kit.everything()
      for word in [secret, "Reisepass", "%PDF"] {
        #expect(!Samples.contains(everything, word), "\(word) lies on the disk")
      }
      #expect(Samples.contains(everything, "address_proof") == false)
      let files = try kit.files()
      #expect(files.count == 1)
      let mode = try FileManager.default.attributesOfItem(atPath: files[0].path)[.posixPermissions]
      #expect((mode as? NSNumber)?.intValue == 0o600)

      let read = await admin.download("/admin/shops/\(shop)/documents/\(id)/file")
      #expect(read.bytes == pdf)
      #expect(try await auditCount(kit, "document.read") == 1)
      #expect(try await auditCount(kit, "document.uploaded") == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func nobodyElseGetsADocument(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let mallory = try await kit.person("Mallory")
      let staff = try await kit.person("Stan")
      let support = try await kit.admin("Sue", "support")
      let finance = try await kit.admin("Finn", "finance")
      let moderator = try await kit.admin("Mona", "moderator")
      let shop = try await rita.openShop()
      let other = try await mallory.openShop("Mallory's")
      let shopID = try #require(ShopID(shop))
      let member = staff.account.id
      let all = Permission.grantable.map(\.rawValue).joined(separator: ",")
      try await kit.database.write { tx in
        try tx.run(
          """
          INSERT INTO shop_members (shop_id, account_id, permissions, created_at)
          VALUES (\(shopID), \(member), \(all), \(tx.now))
          """)
      }
      let id = try #require(await rita.upload(Samples.pdf(secret), to: shop).text("id"))
      let own = "/shops/\(shop)/documents"
      let review = "/admin/shops/\(shop)/documents"
      #expect(await kit.base.api.send(.get, "\(own)/\(id)/file").status == 401)
      #expect(await kit.base.api.send(.get, "\(review)/\(id)/file").status == 401)
      for person in [mallory, staff, support, finance, moderator] {
        for path in [own, "\(own)/\(id)/file"] {
          #expect(await person.api.send(.get, path).status == 404)
        }
        #expect(await person.api.send(.delete, "\(own)/\(id)").status == 404)
      }
      for person in [mallory, staff, rita, support, finance] {
        for path in [review, "\(review)/\(id)/file"] {
          #expect(await person.api.send(.get, path).status == 403)
        }
        #expect(await person.api.send(.post, "\(review)/\(id)/accept").status == 403)
      }
      // Another shop of the caller's own in the path does not help, nor does a path inside the id.
      #expect(await mallory.api.send(.get, "/shops/\(other)/documents/\(id)/file").status == 404)
      #expect(await moderator.api.send(.get, "/admin/shops/\(other)/documents/\(id)/file").status == 404)
      for trick in ["..%2F\(id)", "\(id)%2F..%2F\(id)", "%00", "..", "\(id).sealed"] {
        #expect(await rita.api.send(.get, "\(own)/\(trick)/file").status == 404)
      }
      #expect(await moderator.api.send(.get, "\(review)/\(id)/file").status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases) func aDocumentIsDecidedOnceAndThenStays(_ engine: TestEngine)
    async throws
  {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let admin = try await kit.person("Root", isAdmin: true)
      let shop = try await rita.openShop()
      let review = "/admin/shops/\(shop)/documents"
      let first = try #require(await rita.upload(Samples.pdf(), to: shop).text("id"))
      let rejected = await admin.api.send(.post, "\(review)/\(first)/reject", #"{"reason":"Blurred."}"#)
      #expect(rejected.text("status") == "rejected" && rejected.text("reason") == "Blurred.")
      #expect(await admin.api.send(.post, "\(review)/\(first)/accept").status == 409)
      #expect(await admin.api.send(.post, "\(review)/\(first)/reject", "{}").wrongFields == ["reason"])
      let checklist = await rita.api.send(.get, "/shops/\(shop)/application")
      #expect(Samples.contains(checklist.response.bodyBytes, "Not accepted: Blurred."))
      #expect(await rita.api.send(.delete, "/shops/\(shop)/documents/\(first)").status == 204)
      #expect(try kit.files().isEmpty)
      #expect(await rita.api.send(.get, "/shops/\(shop)/documents/\(first)/file").status == 404)

      let second = try #require(await rita.upload(Samples.png, to: shop, name: "x.exe").text("id"))
      async let accepted = admin.api.send(.post, "\(review)/\(second)/accept")
      async let refused = admin.api.send(.post, "\(review)/\(second)/reject", #"{"reason":"No."}"#)
      #expect(await [accepted.status, refused.status].sorted() == [200, 409])
      let third = try #require(await rita.upload(Samples.png, to: shop).text("id"))
      #expect(await admin.api.send(.post, "\(review)/\(third)/accept").status == 200)
      #expect(await rita.api.send(.delete, "/shops/\(shop)/documents/\(third)").status == 409)
      let mailbox = MailBox()
      try await kit.base.deliver(to: mailbox)
      let refusals = await mailbox.mails.filter { $0.subject.contains("not accepted") }
      #expect(refusals.contains { $0.text.contains("Blurred.") })
    }
  }

  @Test func onlyPaperIsTaken() async throws {
    try await withOnboarding(.sqlite) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openShop()
      let png = Samples.png
      let bad: [(String, [UInt8])] = [
        ("an archive", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 7, count: 400)),
        ("a Windows program", Array("MZ".utf8) + [UInt8](repeating: 0, count: 400)),
        ("a program", [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 400)),
        ("a page", Array("<!doctype html><script>alert(1)</script>".utf8)),
        ("a drawing", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)),
        ("only a head", Array("%PDF-1.4\n".utf8)), ("half a PDF", Array(Samples.pdf().dropLast(40))),
        ("an archive behind a head", Array("%PDF-1.4\nPK\u{3}\u{4} startxref\n3\n%%EOF\n".utf8)),
        ("a PDF with a script", Samples.pdf(object: "/OpenAction<</S/JavaScript/JS(app.alert)>>")),
        ("a PDF that starts a program", Samples.pdf(object: "/OpenAction<</S/Launch/F(cmd.exe)>>")),
        (
          "a PDF with a script by another spelling",
          Samples.pdf(object: "/Names<</J#61vaScript<</Names[]>>>>")
        ),
        ("a PDF with a form of its own kind", Samples.pdf(object: "/AcroForm<</Fields[]/XFA(x)>>")),
        ("half a picture", Array(png.prefix(40))), ("a GIF", Array("GIF89a".utf8) + png),
      ]
      for (what, bytes) in bad {
        let answer = await rita.upload(bytes, to: shop)
        #expect(answer.status == 422 && answer.text("type")?.hasSuffix("file-unreadable") == true, "\(what)")
      }
      #expect(await rita.upload([], to: shop).status == 422)
      #expect(await rita.upload(png, to: shop, kind: "odd").wrongFields == ["kind"])
      let large = Samples.pdf(String(repeating: "x", count: 10 * 1024 * 1024))
      #expect(await rita.upload(large, to: shop).status == 413)
      #expect(try kit.files().isEmpty)
      #expect(await rita.api.send(.get, "/shops/\(shop)/documents").items.isEmpty)
    }
  }

  @Test func namesOfFilesAreMadeHarmless() async throws {
    try await withOnboarding(.sqlite) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openShop()
      let names = [
        ("../../etc/passwd", "passwd.png"), ("invoice.pdf.exe", "invoice.pdf.png"),
        (#"C:\\Users\\Rita\\pass.bat"#, "pass.png"), ("a\u{202E}gnp.exe", "agnp.png"),
        (".htaccess", "document.png"),
        ("<b>;rm -rf $HOME", "brm -rf HOME.png"), ("Ausweis Käthe.jpeg", "Ausweis Käthe.png"),
      ]
      for (sent, stored) in names {
        let answer = await rita.upload(Samples.png, to: shop, name: sent)
        #expect(
          answer.text("fileName") == stored && answer.text("contentType") == "image/png",
          "\(sent) \(answer.json)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func thereIsRoomForTwenty(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let rita = try await kit.person("Rita")
      let shop = try await rita.openShop()
      let statuses = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<24 { group.addTask { await rita.upload(Samples.png, to: shop).status } }
        return await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 201 }.count == 20 && statuses.filter { $0 == 409 }.count == 4)
      #expect(try kit.files().count == 20)
    }
  }

  private func auditCount(_ kit: OnboardingKit, _ action: String) async throws -> Int {
    try await kit.database.read { snapshot in
      try snapshot.value("SELECT COUNT(*) FROM audit_log WHERE action = \(action)") ?? 0
    }
  }
}
