import Kernel
import Testing

/// Does something as this administrator.
func acting<T: Sendable>(_ account: AccountID, _ act: () async throws -> T) async throws -> T {
  let origin = Origin(
    account: account, role: .admin, action: "POST /test", requestID: "test", client: "127.0.0.1",
    isAudited: false)
  return try await Origin.$current.withValue(origin, operation: act)
}

/// Expects that this administrator may not do something, for this reason.
func expectRefused(
  _ kind: ProblemKind, _ account: AccountID, _ act: () async throws -> Void
) async throws {
  let problem = await #expect(throws: Problem.self) { try await acting(account, act) }
  #expect(problem?.kind == kind)
}
