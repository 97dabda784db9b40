import Foundation
import Gateways
import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

struct ProfileTests {
  @Test(arguments: TestEngine.allCases) func aProfileIsChangedFieldByField(_ engine: TestEngine) async throws
  {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org", name: "Ada Lovelace")
      let api = privacy.api.with(token: member.token)
      let fresh = await api.send(.get, "/me")
      #expect(fresh.json["phone"] == .null && fresh.json["avatar"] == .null)
      #expect(fresh.json["preferences"]?["marketingMails"] == .boolean(false))
      #expect(fresh.json["preferences"]?["orderMails"] == .boolean(true))
      let changed = await api.send(
        .patch, "/me",
        #"{"phone":"+49 (221) 12-34.5","language":"pt-BR","currency":"USD","orderMails":false}"#)
      #expect(changed.text("phone") == "+49 (221) 12-34.5" && changed.text("name") == "Ada Lovelace")
      #expect(changed.json["preferences"]?["currency"] == .string("USD"))
      let cleared = await api.send(.patch, "/me", #"{"phone":null,"marketingMails":true}"#)
      #expect(cleared.json["phone"] == .null)
      #expect(cleared.json["preferences"]?["language"] == .string("pt-BR"))
      #expect(cleared.json["preferences"]?["marketingMails"] == .boolean(true))
      #expect(cleared.json["preferences"]?["orderMails"] == .boolean(false))
      let refused = await api.send(
        .patch, "/me", #"{"phone":"call me","language":"German","currency":"XXY"}"#)
      #expect(refused.status == 422 && Set(refused.wrongFields) == ["phone", "language", "currency"])
    }
  }

  @Test(arguments: TestEngine.allCases) func aPictureIsMadeSquareAndTheOldFileGoes(_ engine: TestEngine)
    async throws
  {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let api = privacy.api.with(token: member.token)
      let wide = try await PrivacyKit.picture(700, 300)
      let set = await privacy.put("/me/avatar", wide, contentType: "image/png", token: member.token)
      #expect(set.status == 200)
      let path = try #require(set.text("avatar"))
      #expect(path.hasPrefix("/media/avatars/") && path.hasSuffix(".webp"))
      try await privacy.drain()
      let first = try #require(privacy.files("media").first)
      let info = try await ImageCodec(threads: 1).inspect(Array(try Data(contentsOf: first)))
      #expect(info.width == 256 && info.height == 256 && info.format == .webp)

      let small = try await PrivacyKit.picture(40, 80)
      let again = await privacy.put("/me/avatar", small, contentType: "image/png", token: member.token)
      #expect(again.text("avatar") != path)
      try await privacy.drain()
      #expect(privacy.files("media").count == 1)
      #expect(privacy.files("media").first?.lastPathComponent != first.lastPathComponent)

      let text = Array("<svg onload=alert(1)>".utf8)
      let refused = await privacy.put("/me/avatar", text, contentType: "image/png", token: member.token)
      #expect(refused.status == 422)
      #expect(await api.send(.get, "/me").json["avatar"] == again.json["avatar"])
      #expect(await api.send(.delete, "/me/avatar").status == 204)
      try await privacy.drain()
      #expect(privacy.files("media").isEmpty)
      #expect(await api.send(.delete, "/me/avatar").status == 204)
    }
  }

  @Test(arguments: TestEngine.allCases) func aBombIsHarmlessOrRefused(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let picture = try await PrivacyKit.picture(40, 80)
      let zeros = try #require(
        Deflate.compress([UInt8](repeating: 0, count: 50_000_000), as: .zlib, level: 9))
      let content = Array("zTXtComment\0\0".utf8) + zeros
      let chunk = bigEndian(UInt32(content.count - 4)) + content + bigEndian(Deflate.checksum(content))
      // Forty texts of 50 MB each between the header and the pixels.
      let bomb = picture.prefix(33) + (0..<40).flatMap { _ in chunk } + picture.dropFirst(33)
      #expect(bomb.count < 2_500_000)
      let set = await privacy.put("/me/avatar", Array(bomb), contentType: "image/png", token: member.token)
      #expect(set.status == 200)

      let api = privacy.api.with(token: member.token)
      let line = try await PrivacyKit.picture(2_000, 2)
      let refused = await privacy.put("/me/avatar", line, contentType: "image/png", token: member.token)
      #expect(refused.status == 422)
      #expect(refused.text("detail")?.contains("nearer to a square") == true)
      #expect(await api.send(.get, "/me").json["avatar"] == set.json["avatar"])
    }
  }

  private func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  @Test(arguments: TestEngine.allCases) func othersSeeTheFirstNameOnly(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org", name: "Ada Lovelace")
      let seen = await privacy.api.send(.get, "/accounts/\(member.account.id)")
      #expect(seen.status == 200 && seen.text("name") == "Ada")
      guard case .object(let members) = seen.json else { return }
      #expect(Set(members.keys) == ["id", "name", "avatar", "memberSince"])
      _ = try await privacy.identity.close(member.account.id)
      #expect(await privacy.api.send(.get, "/accounts/\(member.account.id)").status == 404)
      #expect(await privacy.api.send(.get, "/accounts/\(AccountID())").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases) func addressesHaveTypesAndLabels(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let api = privacy.api.with(token: try await privacy.kit.member("ada@example.org").token)
      let plain = await api.send(.post, "/me/addresses", AddressTests.home)
      #expect(plain.text("type") == "home" && plain.json["label"] == .null)
      let id = try #require(plain.text("id"))
      let labelled = await api.send(.patch, "/me/addresses/\(id)", #"{"type":"other","label":"Grandmother"}"#)
      #expect(labelled.text("type") == "other" && labelled.text("label") == "Grandmother")
      let kept = await api.send(.patch, "/me/addresses/\(id)", #"{"city":"Potsdam"}"#)
      #expect(kept.text("type") == "other" && kept.text("label") == "Grandmother")
      let cleared = await api.send(.patch, "/me/addresses/\(id)", #"{"label":null}"#)
      #expect(cleared.json["label"] == .null && cleared.text("city") == "Potsdam")
      let refused = await api.send(.patch, "/me/addresses/\(id)", #"{"type":"castle"}"#)
      #expect(refused.status == 422 && refused.wrongFields == ["type"])
    }
  }
}
