import Kernel
import TestSupport
import Testing
import Web

@Suite("Approvals")
struct ApprovalTests {
  @Test("The API refuses what lacks something, where that is asked for", arguments: TestEngine.allCases)
  func approvalsCanAskForEverything(_ engine: TestEngine) async throws {
    try await withOnboarding(engine) { kit in
      let admin = try await kit.person("Root", isAdmin: true)
      let rita = try await kit.person("Rita")
      let path = "/admin/shops/\(try await rita.openShop())/approve"
      #expect(await admin.api.send(.post, path, #"{"anyway":false}"#).wrongFields == ["anyway"])
      #expect(await admin.api.send(.post, path, #"{"anyway":true}"#).text("status") == "approved")
      let other = "/admin/shops/\(try await rita.openShop("Cups"))/approve"
      #expect(await admin.api.send(.post, other).text("status") == "approved")
    }
  }
}
