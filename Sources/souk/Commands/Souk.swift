import ArgumentParser
import Assembly
import Foundation
import Kernel

/// The program.
@main
struct Souk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "souk",
    abstract: "A multi-vendor marketplace: storefront, seller and admin portals, API, payments and a ledger.",
    subcommands: [
      Serve.self, Worker.self, Migrate.self, ImportProducts.self, ExportProducts.self, Admin.self,
      LedgerCommand.self, OrdersCommand.self, AuditCommand.self, SearchCommand.self, Keys.self,
      OpenAPI.self, RouteList.self, Documentation.self,
    ])
}

/// How commands end when something is wrong: one readable message, and exit code 1.
enum CommandFailure {
  /// Runs `body` with the settings of the environment and the areas on them.
  static func reporting(_ body: (Assembly) async throws -> Void) async throws {
    do {
      let assembly = try Assembly.live(try Settings(ProcessInfo.processInfo.environment))
      try await body(assembly)
      assembly.logs.flush()
      await assembly.database.close()
    } catch let exit as ExitCode {
      throw exit
    } catch let problem as Problem {
      try fail(
        ([problem.detail.description] + problem.fields.map { "  \($0.field): \($0.message)" }).joined(
          separator: "\n"))
    } catch let error as SettingsError {
      try fail(error.description)
    } catch {
      try fail("\(error)")
    }
  }

  private static func fail(_ message: String) throws {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    throw ExitCode(1)
  }
}
