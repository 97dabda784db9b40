import Kernel

/// `/ping` and `/health/ready`.
enum HealthRoutes {
  /// The paths, which are answered on every host without asking whose it is.
  static let paths: Set<Substring> = ["/ping", "/health/ready"]

  static func routes(_ checks: [HealthCheck], log: RequestLog) -> [Route] {
    let running = checks.map { RunningCheck($0, log: log) }
    return [
      .page(.get, "/ping", .anyone) { _ in .text("pong").header(.cacheControl, "no-store") },
      .page(.get, "/health/ready", .anyone) { _ in await ready(running) },
    ]
  }

  private static func ready(_ checks: [RunningCheck]) async -> Response {
    let states = await withTaskGroup(of: (String, String).self) { group in
      for check in checks {
        group.addTask { (check.name, await check.state()) }
      }
      return await group.reduce(into: [:]) { states, check in states[check.0] = check.1 }
    }
    let isReady = checks.allSatisfy { !$0.isVital || states[$0.name] == RunningCheck.works }
    let answer = ReadinessOutput(status: isReady ? "ready" : "unavailable", checks: states)
    return .json(answer, status: isReady ? .ok : .serviceUnavailable).header(.cacheControl, "no-store")
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
