import Identity
import Kernel
import TestSupport
import Testing
import Web

/// Strangers sign up with an address that somebody else has just signed up with.
struct PendingAddressTests {
  private let email = "ada@example.org"
  private let own = "adas-own-password"

  private func opens(_ kit: IdentityKit, _ password: String) async -> Bool {
    await problem { _ = try await kit.signIn(email, password) } == nil
  }

  /// Ada's sign-up among those of Mallory, and the code of every mail, the oldest first.
  private func contested(_ kit: IdentityKit, adaIs place: Int) async throws -> (ada: Account, codes: [String])
  {
    var ada: Account?
    var codes: [String] = []
    for index in 0..<3 {
      let account =
        index == place
        ? try await kit.signUp(email, password: own, name: "Ada")
        : try await kit.signUp(email, password: "the-attackers-\(index)", name: "Mallory")
      if index == place { ada = account }
      codes.append(try await kit.code(email))
    }
    return (try #require(ada), codes)
  }

  @Test(arguments: TestEngine.allCases)
  func whicheverCodeIsTypedTheOwnSignUpComesTrue(_ engine: TestEngine) async throws {
    for place in 0..<3 {
      try await withIdentity(engine) { kit in
        let (ada, codes) = try await contested(kit, adaIs: place)
        // The newest mail is what people look at.
        let input = ActivateAccountInput(.code(codes[2], try address(email)), account: ada.id)
        #expect(try await kit.identity.activate(input, phone()).account.name == "Ada")
        #expect(await opens(kit, own), "place \(place)")
        for index in 0..<3 { #expect(await !opens(kit, "the-attackers-\(index)")) }
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aCodeAloneTakesNobodysPasswordOver(_ engine: TestEngine) async throws {
    for (place, typed) in [(0, 2), (1, 1), (2, 0)] {
      try await withIdentity(engine) { kit in
        let (_, codes) = try await contested(kit, adaIs: place)
        let input = ActivateAccountInput(.code(codes[typed], try address(email)))
        let issued = try await kit.identity.activate(input, phone())
        #expect(try await kit.isAlive(issued), "the mailbox is theirs")
        #expect(try await !kit.identity.ownAccount(issued.account.id).hasPassword)
        for index in 0..<3 { #expect(await !opens(kit, "the-attackers-\(index)")) }
        // The owner sets one, as somebody does who has none.
        let change = ChangePasswordInput(current: nil, password: own)
        try await kit.identity.changePassword(issued.account.id, change, keeping: issued.id)
        #expect(await opens(kit, own))
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theLinkOfAnotherSignUpDoesNotOpenTheDoorToIt(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let (ada, _) = try await contested(kit, adaIs: 0)
      let token = try await kit.token(email)
      let answer = await kit.api.send(
        .post, "/accounts/activate", #"{"token":"\#(token)","account":"\#(ada.id)"}"#)
      #expect(answer.status == 200 && answer.json["account"]?["name"] == .string("Ada"))
      #expect(await opens(kit, own))
      #expect(await !opens(kit, "the-attackers-2"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoSignsUpAgainWithTheirPasswordIsOnePerson(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.signUp(email, password: own)
      try await kit.signUp(email, password: own, name: "Ada Lovelace")
      let input = ActivateAccountInput(.code(try await kit.code(email), try address(email)))
      #expect(try await kit.identity.activate(input, phone()).account.name == "Ada Lovelace")
      #expect(await opens(kit, own))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theOlderSignUpIsNotForgottenBeforeTheNewer(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      var settings = IdentitySettings()
      settings.retention.codeDays = 1
      let node = try kit.node(settings: settings)
      try await kit.signUp(email, password: own)
      kit.clock.advance(seconds: 2 * 24 * 60 * 60)
      try await kit.signUp(email, password: "the-attackers-one", name: "Mallory")
      try await node.purge()
      kit.clock.advance(seconds: 16 * 60)
      try await kit.identity.requestActivationCode(address(email))
      let input = ActivateAccountInput(.code(try await kit.code(email), try address(email)))
      let issued = try await kit.identity.activate(input, phone())
      #expect(try await !kit.identity.ownAccount(issued.account.id).hasPassword)
      #expect(await !opens(kit, "the-attackers-one"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aFloodOfSignUpsDoesNotTakeTheAddress(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      for _ in 0..<20 { try await kit.signUp(email, password: "the-attackers-0", name: "Mallory") }
      let code = try await kit.code(email)
      // No mail of the day is left for this one.
      let ada = try await kit.signUp(email, password: own)
      #expect(try await kit.code(email) == code)
      let input = ActivateAccountInput(.code(code, try address(email)), account: ada.id)
      #expect(try await kit.identity.activate(input, phone()).account.name == "Ada")
      #expect(await opens(kit, own))
      #expect(await !opens(kit, "the-attackers-0"))
    }
  }
}
