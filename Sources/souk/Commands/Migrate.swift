import ArgumentParser
import Assembly
import Persistence

/// Brings the tables up to date.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the tables up to date, and say what was done.")

  func run() async throws {
    try await CommandFailure.reporting { assembly in
      let applied = try await assembly.migrate()
      print(
        applied.isEmpty
          ? "Everything is up to date." : applied.map { "applied \($0)" }.joined(separator: "\n"))
    }
  }
}
