import ArgumentParser
import Assembly
import Catalog
import Kernel

/// Looks after what listings and searches are answered from.
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Check what listings and searches are answered from, or make it anew.",
    subcommands: [Verify.self, Reindex.self])

  /// Fills the index of listings and compares it with the tables.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fill the index of listings in memory and compare its counts with scans of the tables.")

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        let report = try await assembly.catalog.verifyListings()
        print(report.description)
        if !report.isClean { throw ExitCode(1) }
      }
    }
  }

  /// Puts all products into the index of the search once more.
  struct Reindex: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put the texts, colours, sizes and tags of all products into the search once more.")

    @Flag(help: "Only fill a new index of the engine of SEARCH_URL, which then replaces the old one.")
    var engineOnly = false

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        if !engineOnly { try await assembly.catalog.reindex() }
        let hasEngine = try await assembly.catalog.refillSearchEngine()
        if engineOnly && !hasEngine { throw Problem(.conflict, "SEARCH_URL names no search engine.") }
      }
    }
  }
}
