import Gateways
import Kernel
import Persistence

/// Knows of addresses that may not sign up again. Implemented by the areas that end business with people.
package protocol SignUpBar: Sendable {
  /// Whether no account may be made with this address. Called for every sign-up, so that known and unknown
  /// addresses take as long.
  func isBarred(_ email: EmailAddress, _ snapshot: Snapshot) throws -> Bool
}
