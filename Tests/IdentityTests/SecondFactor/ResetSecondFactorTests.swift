import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// Somebody lost the phone that logs them in.
struct ResetSecondFactorTests {
  private let email = "ada@example.org"

  @Test(arguments: TestEngine.allCases)
  func aSuperadminLetsSomebodyInAgain(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.admin("root@example.org", .superadmin)
      let api = kit.roleAPI.with(token: root.token)
      let guarded = try await kit.guardedMember(email)
      let path = "/admin/accounts/\(guarded.session.account.id)"
      #expect(await api.send(.get, path).json["hasSecondFactor"] == .boolean(true))
      #expect(await api.send(.delete, "\(path)/second-factor").status == 204)
      #expect(try await kit.isAlive(guarded.session) == false)
      let issued = try await kit.signIn(email)
      #expect(await api.send(.get, path).json["hasSecondFactor"] == .boolean(false))
      #expect(try await kit.identity.secondFactor(of: issued.account.id).recoveryCodesLeft == 0)
      #expect(try await kit.mails(to: email).contains { $0.subject.contains("taken away") })
      #expect(try await kit.entries().contains { $0.action == "secondFactor.reset" })
      // There is nothing to take a second time, and their sessions stay.
      #expect(await api.send(.delete, "\(path)/second-factor").status == 409)
      #expect(try await kit.isAlive(issued))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nobodyElseDoesAndNobodyToThemselves(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.guarding(try await kit.admin("root@example.org", .superadmin))
      let ada = try await kit.guardedMember(email)
      let identity = kit.identity
      for role in AdminRole.allCases where role != .superadmin {
        let admin = try await kit.admin("\(role.rawValue)@example.org", role)
        let path = "/admin/accounts/\(ada.session.account.id)/second-factor"
        #expect(await kit.roleAPI.with(token: admin.token).send(.delete, path).status == 403)
        // Nor when the guard let them pass a moment before they lost the role.
        let late = await problem {
          try await identity.resetSecondFactor(ada.session.account.id, by: admin.account.id)
        }
        #expect(late == .forbidden)
      }
      let own = await problem {
        try await identity.resetSecondFactor(root.session.account.id, by: root.session.account.id)
      }
      #expect(own == .notAllowedNow)
      #expect(await problem { _ = try await kit.signIn(email) } == .secondFactorRequired)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theOperatorHelpsTheLastSuperadmin(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let root = try await kit.guarding(try await kit.admin("root@example.org", .superadmin))
      let identity = kit.identity
      let address = root.session.account.email
      #expect(try await identity.resetSecondFactor(of: address).id == root.session.account.id)
      _ = try await kit.signIn("root@example.org")
      let nobody = try #require(EmailAddress("nobody@example.org"))
      #expect(await problem { _ = try await identity.resetSecondFactor(of: nobody) } == .notFound)
    }
  }
}
