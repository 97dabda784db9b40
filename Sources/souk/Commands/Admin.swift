import ArgumentParser
import Foundation
import Identity
import Kernel
import Persistence

/// What only the operator of the machine may do.
struct Admin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Manage admins. They never sign up themselves.", subcommands: [Create.self])

  /// Makes an admin, or makes an existing account one.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make an admin.",
      discussion: "The password comes from SOUK_ADMIN_PASSWORD, or is asked for.")

    @Option(help: "The e-mail address to sign in with.")
    var email: String

    @Option(help: "The name that others see.")
    var name: String

    func run() async throws {
      guard let address = EmailAddress(email) else {
        throw ValidationError("\"\(email)\" is not an e-mail address.")
      }
      let password = try password()
      try await CommandFailure.reporting { wiring in
        _ = try await wiring.migrate()
        let account = try await wiring.identity.createAdmin(email: address, name: name, password: password)
        print("\(account.email) can sign in as an admin.")
      }
    }

    private func password() throws -> String {
      if let password = ProcessInfo.processInfo.environment["SOUK_ADMIN_PASSWORD"], !password.isEmpty {
        return password
      }
      guard let entered = getpass("Password: ") else { throw ValidationError("A password is needed.") }
      return String(cString: entered)
    }
  }
}
