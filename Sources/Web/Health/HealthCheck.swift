import Kernel

/// Something that must work before the program may get requests, as its database.
package struct HealthCheck: Sendable {
  let name: String
  let run: @Sendable () async throws -> Void

  /// Thrown by a check of something that does not fail, but is not ready yet.
  package struct Waiting: Error {
    let state: String

    /// What `/health/ready` says of it, as `filling`.
    package init(_ state: String) { self.state = state }
  }

  /// A check that throws while the part `name` does not work.
  package init(_ name: String, _ run: @escaping @Sendable () async throws -> Void) {
    self.name = name
    self.run = run
  }
}
