import ArgumentParser
import Assembly
import Settlement

/// Looks after the books.
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Check the books.", subcommands: [Verify.self])

  /// Recomputes every sum and compares it with what it should be.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recompute all balances and compare them with orders, payouts and the gateways' records.")

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        let report = try await assembly.settlement.verifyLedger()
        print(report.description)
        if !report.isClean { throw ExitCode(1) }
      }
    }
  }
}
