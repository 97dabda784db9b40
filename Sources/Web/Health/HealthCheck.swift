import Kernel

/// Something that must work before the program may get requests, as its database.
package struct HealthCheck: Sendable {
  /// Balancers want to know within two seconds.
  package static let usualPatience = Duration.milliseconds(1500)

  let name: String
  /// Whoever asks hears after this time that it fails, when it has not answered.
  let patience: Duration
  let run: @Sendable () async throws -> Void

  /// Thrown by a check of something that does not fail, but is not ready yet.
  package struct Waiting: Error {
    let state: String

    /// What `/health/ready` says of it, as `filling`.
    package init(_ state: String) { self.state = state }
  }

  /// A check that throws while the part `name` does not work, and fails when it does not answer within `patience`.
  package init(
    _ name: String, patience: Duration = usualPatience, _ run: @escaping @Sendable () async throws -> Void
  ) {
    self.name = name
    self.patience = patience
    self.run = run
  }
}
