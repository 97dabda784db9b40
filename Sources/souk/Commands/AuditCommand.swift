import ArgumentParser
import Assembly
import Foundation
import Identity
import Kernel

/// Looks after the audit log.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Check the audit log, or write it out.",
    subcommands: [Verify.self, Export.self])

  /// Recomputes the chain.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check that no row of the audit log was altered or removed.",
      discussion: """
        Ends with 1 when the log is broken. Keep the checkpoint that is printed outside of the database: \
        with it the next check also notices when the end of the log was cut off together with the note of \
        where it ends.
        """)

    @Option(help: "A checkpoint that an earlier check printed, or a file with it.")
    var checkpoint: String?

    @Option(help: "A file that takes the new checkpoint.")
    var saveCheckpoint: String?

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        let report = try await assembly.identity.verifyAudit(against: try given())
        print(report.description)
        guard report.isWhole else { throw ExitCode(1) }
        guard let saveCheckpoint else { return }
        try Data("\(report.end)\n".utf8).write(to: URL(fileURLWithPath: saveCheckpoint), options: .atomic)
      }
    }

    private func given() throws -> AuditCheckpoint? {
      guard let checkpoint else { return nil }
      if let parsed = AuditCheckpoint(checkpoint) { return parsed }
      guard let text = try? String(contentsOfFile: checkpoint, encoding: .utf8),
        let parsed = AuditCheckpoint(text)
      else {
        throw Problem(
          .malformedRequest, "\(checkpoint) is neither a checkpoint, as 12:9f86d0…, nor a file with one.")
      }
      return parsed
    }
  }

  /// Writes everything out.
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the audit log to standard output, one JSON object for each row, oldest first.")

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try await assembly.identity.exportAudit { row in
          FileHandle.standardOutput.write(try encoder.encode(row) + Data("\n".utf8))
        }
      }
    }
  }
}
