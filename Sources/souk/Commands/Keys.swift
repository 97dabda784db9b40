import ArgumentParser
import Assembly
import Foundation
import Gateways
import Identity
import Kernel

/// Looks after the keys that sign access tokens and those that seal secrets.
struct Keys: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show, make and rotate keys.",
    subcommands: [List.self, RotateSigning.self, Make.self, Reseal.self])

  /// Shows what signs and verifies access tokens.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the keys of access tokens.")

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        let keys = try await assembly.identity.signingKeySummaries()
        if keys.isEmpty { print("There is no key yet; the first sign-in makes one.") }
        for key in keys {
          let state = key.isOpen ? "signs until \(key.signsUntil)" : "signs no more, or not with these keys"
          print("\(key.kid)  made \(key.createdAt)  \(state)  verifies until \(key.verifiesUntil)")
        }
      }
    }
  }

  /// Signs with a new key from now on.
  struct RotateSigning: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate-signing", abstract: "Make a new key for access tokens.",
      discussion: "Tokens of the old keys stay good until they expire, unless --refuse-old says otherwise.")

    @Flag(
      help: "Refuse tokens of the old keys within a minute; clients get new ones by their refresh tokens.")
    var refuseOld = false

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        let kid = try await assembly.identity.rotateSigningKeys(refusingOld: refuseOld)
        print("Access tokens are signed with \(kid) from now on, on every node within a minute.")
      }
    }
  }

  /// Prints a new key for the setting.
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a new entry for ENCRYPTION_KEYS.",
      discussion: "Put it before the entries that are there, with a comma, restart every node, then reseal.")

    @Option(help: "The key's name, of at most 32 letters; today's date if it is left out.")
    var name: String?

    func run() throws {
      let name = name ?? String(Timestamp.system().rfc3339.prefix(10))
      guard !name.isEmpty, name.utf8.count <= 32, !name.contains(where: { ":, ".contains($0) }) else {
        throw ValidationError("A name has 1 to 32 letters, without colons, commas and spaces.")
      }
      print(Vault.makeKey(named: name))
    }
  }

  /// Seals everything under the newest key.
  struct Reseal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Seal everything under the newest of ENCRYPTION_KEYS.",
      discussion: "May be broken off and run again. Afterwards older keys can be taken out of the setting.")

    func run() async throws {
      try await CommandFailure.reporting { assembly in
        var total = 0
        for rows in assembly.sealedRows {
          let count = try await rows.reseal(assembly.identity.vault, assembly.database)
          print("\(rows.title): \(count) sealed anew")
          total += count
        }
        print("\(total) in all. A second run that says 0 everywhere shows that older keys are not needed.")
      }
    }
  }
}
