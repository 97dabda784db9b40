import Kernel

/// `/ping` and `/health/ready`.
enum HealthRoutes {
  /// Seconds that all checks together may take.
  private static let timeoutSeconds = 5

  static func routes(_ checks: [HealthCheck]) -> [Route] {
    [
      .page(.get, "/ping", .anyone) { _ in .text("pong").header(.cacheControl, "no-store") },
      .page(.get, "/health/ready", .anyone) { _ in try await ready(checks) },
    ]
  }

  private static func ready(_ checks: [HealthCheck]) async throws -> Response {
    let states = await withTaskGroup(of: (String, Bool).self) { group in
      for check in checks {
        group.addTask { (check.name, await works(check)) }
      }
      var states: [String: String] = [:]
      for await (name, works) in group { states[name] = works ? "ok" : "failing" }
      return states
    }
    let isReady = states.values.allSatisfy { $0 == "ok" }
    let answer = ReadinessOutput(status: isReady ? "ready" : "unavailable", checks: states)
    return .json(answer, status: isReady ? .ok : .serviceUnavailable).header(.cacheControl, "no-store")
  }

  private static func works(_ check: HealthCheck) async -> Bool {
    do {
      try await Deadline.race(seconds: timeoutSeconds) { try await check.run() }
      return true
    } catch {
      return false
    }
  }
}

/// The answer of `/health/ready`.
struct ReadinessOutput: Output {
  let status: String
  let checks: [String: String]

  static let fields: [OutputField<Self>] = [
    .init("status") { $0.status }, .init("checks") { $0.checks },
  ]
}
