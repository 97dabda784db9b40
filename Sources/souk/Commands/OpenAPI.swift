import ArgumentParser
import Assembly
import Kernel
import Web

/// Prints the API's description.
struct OpenAPI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openapi", abstract: "Print the OpenAPI 3.1 document of the API.")

  func run() async throws {
    try await CommandFailure.reporting { assembly in
      let document = OpenAPIDocument(routes: assembly.routes(), configuration: assembly.webConfiguration)
      print(String(decoding: document.bytes(), as: UTF8.self))
    }
  }
}

/// Prints pages of the documentation that are made from the code.
struct Documentation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Print a page of the documentation that is made from the code.")

  @Argument(help: "settings, status-codes or permissions")
  var page: String

  func run() async throws {
    switch page {
    case "settings":
      print("# Settings\n\nEnvironment variables, read once at start.\n\n\(Settings.markdownTable)\n")
      print("`souk admin create` takes the password from `SOUK_ADMIN_PASSWORD`, or asks for it.")
    case "status-codes": print(Documentation.statusCodes)
    case "permissions":
      try await CommandFailure.reporting { print(PermissionTable.markdown($0.routes()), terminator: "") }
    default: throw ValidationError("There is no page \"\(page)\".")
    }
  }

  private static var statusCodes: String {
    let rows = ProblemKind.allCases.sorted { ($0.status, $0.rawValue) < ($1.status, $1.rawValue) }
      .map { "| \($0.status) | `\($0.rawValue)` | \($0.title) |" }
    let head = """
      # Status codes

      Every error of the API is `application/problem+json` (RFC 9457); the last part of `type` is the kind below. Wrong fields
      are listed in `errors` with `field`, `code` and `message`. Pages show the same text, or lead to the log-in where that is
      what helps.

      Where an operation takes an `Idempotency-Key`, the same request with the same key takes effect once: what it was answered
      is committed with its effect, and answered again with `Idempotent-Replayed: true` for a day (`RETENTION_IDEMPOTENCY_DAYS`).
      After a broken connection, a 503 or a 409 `idempotency-in-progress`, send the request again with its key, at once or later.
      After `outcome-unknown` to a request without a key, look first. A key belongs to who is signed in, or to a guest's cart,
      checkout or order. A guest who has none of these yet, as before `POST /carts`, is known by a key that is a random UUID
      (version 4); another word is not looked at there.

      | status | kind | meaning |
      |---|---|---|
      """
    return ([head] + rows).joined(separator: "\n")
  }
}
