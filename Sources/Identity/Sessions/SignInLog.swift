import Kernel
import Logging

/// What the program's log says about log-ins: who got in and who did not, from which address. Neither mail
/// addresses nor passwords stand in it.
enum SignInLog {
  private static let logger = Logger(label: "souk.sign-in")

  /// Somebody is logged in by `way`, as `password` or `passkey`.
  static func began(_ session: BegunSession, by way: String) {
    logger.info(
      "logged in",
      metadata: place([
        "way": "\(way)", "account": "\(session.account.id)", "session": "\(session.id)",
        "kind": "\(session.kind.rawValue)",
      ]))
  }

  /// Somebody was not let in; `account` is whose address was typed, where there is such an account.
  static func refused(_ problem: Problem, by way: String, account: AccountID?) {
    logger.notice(
      "not logged in",
      metadata: place([
        "way": "\(way)", "reason": "\(problem.kind.rawValue)",
        "account": account.map { "\($0)" } ?? "unknown",
      ]))
  }

  private static func place(_ metadata: Logger.Metadata) -> Logger.Metadata {
    guard let origin = Origin.current else { return metadata }
    return metadata.merging(["request": "\(origin.requestID)", "client": "\(origin.client)"]) { $1 }
  }
}
