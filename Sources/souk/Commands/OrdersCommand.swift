import ArgumentParser
import Assembly
import Ordering

/// Looks after the kept numbers of orders.
struct OrdersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders", abstract: "Check the kept numbers of orders, or set them right.",
    subcommands: [Verify.self, Recount.self])

  /// Compares.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare how many orders are kept for each shop and state with the orders.",
      discussion: "Ends with 1 when they differ.")

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        let differences = try await assembly.ordering.compareOrderCounts()
        print(OrdersCommand.text(differences))
        if !differences.isEmpty { throw ExitCode(1) }
      }
    }
  }

  /// Repairs.
  struct Recount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set the kept numbers of orders right, while the program goes on.",
      discussion: """
        They can be wrong after programs of an earlier version moved orders beside newer ones. Run it once \
        all are of one version. It prints what was wrong.
        """)

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        print(OrdersCommand.text(try await assembly.ordering.recountOrders()))
      }
    }
  }

  private static func text(_ differences: [OrderCountDifference]) -> String {
    differences.isEmpty
      ? "The kept numbers are those of the orders." : differences.map(\.description).joined(separator: "\n")
  }
}
