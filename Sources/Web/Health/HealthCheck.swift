import Kernel

/// Something that must work before the program may get requests, as its database.
package struct HealthCheck: Sendable {
  /// Balancers want to know within two seconds.
  package static let usualPatience = Duration.milliseconds(1500)

  let name: String
  /// Whether the program gets no requests while it fails.
  let isVital: Bool
  /// Whoever asks hears after this time that it fails, when it has not answered.
  let patience: Duration
  let run: @Sendable () async throws -> Void

  /// Thrown by a check of something that does not fail, but is not ready yet.
  package struct Waiting: Error {
    let state: String

    /// What `/health/ready` says of it, as `filling`.
    package init(_ state: String) { self.state = state }
  }

  /// A check that throws while the part `name` does not work, and fails when it does not answer within `patience`. What is
  /// not vital is shown and keeps nobody away, as something else does its work.
  package init(
    _ name: String, isVital: Bool = true, patience: Duration = usualPatience,
    _ run: @escaping @Sendable () async throws -> Void
  ) {
    self.name = name
    self.isVital = isVital
    self.patience = patience
    self.run = run
  }
}
