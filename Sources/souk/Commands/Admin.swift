import ArgumentParser
import Assembly
import Foundation
import Identity
import Kernel
import Persistence
import Web

/// What only the operator of the machine may do.
struct Admin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Manage admins. They never sign up themselves.",
    subcommands: [Create.self, ResetSecondFactor.self])

  /// Makes an admin, or makes an existing account one.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make an admin.",
      discussion: "The password comes from SOUK_ADMIN_PASSWORD, or is asked for.")

    @Option(help: "The e-mail address to sign in with.")
    var email: String

    @Option(help: "The name that others see.")
    var name: String

    @Option(help: "What the admin is there for: superadmin, support, finance or moderator.")
    var role = "superadmin"

    func run() async throws {
      guard let address = EmailAddress(email) else {
        throw ValidationError("\"\(email)\" is not an e-mail address.")
      }
      guard let role = AdminRole(rawValue: role) else {
        let names = AdminRole.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("The role is one of \(names).")
      }
      let password = try password()
      try await CommandFailure.reporting { assembly in
        _ = try await assembly.migrate()
        let account = try await assembly.identity.createAdmin(
          email: address, name: name, password: password, role: role)
        print("\(account.email) can sign in as an admin (\(role.rawValue)).")
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

  /// Lets an admin in again who lost what the second factor is made with.
  struct ResetSecondFactor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take an account's second factor and passkeys away, when they are lost.",
      discussion:
        "It logs in with the password alone then. Every device is logged out, and a mail tells of it.")

    @Option(help: "The e-mail address of the account.")
    var email: String

    func run() async throws {
      guard let address = EmailAddress(email) else {
        throw ValidationError("\"\(email)\" is not an e-mail address.")
      }
      try await CommandFailure.reporting { assembly in
        _ = try await assembly.migrate()
        let account = try await assembly.identity.resetSecondFactor(of: address)
        print("\(account.email) logs in with the password alone now.")
      }
    }
  }
}
