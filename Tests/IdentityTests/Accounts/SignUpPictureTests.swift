import Foundation
import Identity
import Kernel
import TestSupport
import Testing

struct SignUpPictureTests {
  private func wish(_ name: String) throws -> SignUpInput {
    SignUpInput(name: name, email: try address("ada@example.org"), password: IdentityKit.password)
  }

  private func activate(_ kit: IdentityKit) async throws -> Account {
    let code = try await kit.code("ada@example.org")
    let proof = CodeProof.code(code, try address("ada@example.org"))
    return try await kit.identity.activate(ActivateAccountInput(proof), phone()).account
  }

  @Test(arguments: TestEngine.allCases)
  func thePictureComesWithTheCodeAndOthersGo(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      _ = try await kit.identity.signUp(wish("Somebody"), picture: try await PrivacyKit.picture(300, 300))
      kit.clock.advance(seconds: 61)
      _ = try await kit.identity.signUp(wish("Ada"), picture: try await PrivacyKit.picture(90, 200))
      #expect(privacy.files("media").count == 2)
      let account = try await activate(kit)
      let own = try await kit.identity.ownAccount(account.id)
      #expect(own.account.name == "Ada" && own.hasPassword)
      try await privacy.drain()
      let left = privacy.files("media").map(\.lastPathComponent)
      #expect(left.count == 1)
      #expect(own.avatarPath?.split(separator: "/").last.map(String.init) == left.first)
      kit.clock.advance(seconds: 30 * 24 * 60 * 60)
      try await privacy.drain()
      #expect(privacy.files("media").count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anotherCodeForTheSameSignUpBringsTheSamePicture(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      _ = try await kit.identity.signUp(wish("Ada"), picture: try await PrivacyKit.picture(90, 200))
      kit.clock.advance(seconds: 61)
      try await kit.identity.requestActivationCode(try address("ada@example.org"))
      let own = try await kit.identity.ownAccount(try await activate(kit).id)
      #expect(own.account.name == "Ada" && own.hasPassword)
      try await privacy.drain()
      let left = privacy.files("media").map(\.lastPathComponent)
      #expect(left.count == 1)
      #expect(own.avatarPath?.split(separator: "/").last.map(String.init) == left.first)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aPictureThatNobodyActivatesGoes(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      _ = try await kit.identity.signUp(wish("Ada"), picture: try await PrivacyKit.picture(50, 50))
      kit.clock.advance(seconds: 24 * 60 * 60)
      try await privacy.drain()
      #expect(privacy.files("media").count == 1)
      kit.clock.advance(seconds: 7 * 24 * 60 * 60)
      try await privacy.drain()
      #expect(privacy.files("media").isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatIsNoPictureIsRefusedWhetherTheAddressIsKnownOrNot(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let svg = Array("<svg onload=alert(1)>".utf8)
      for _ in 0..<2 {
        let refused = await problem { _ = try await privacy.identity.signUp(wish("Ada"), picture: svg) }
        #expect(refused == .imageUnreadable)
        _ = try await privacy.kit.signUp("ada@example.org")
      }
      #expect(privacy.files("media").isEmpty)
    }
  }
}
