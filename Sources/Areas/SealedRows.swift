import Gateways
import Kernel
import Persistence

/// Something that is stored sealed by the vault, in rows or in files. `souk keys reseal` asks everything in the
/// program's list, so that a key can be retired.
package protocol SealedRows: Sendable {
  /// What it is, in a few words for the operator, as `signing keys`.
  var title: String { get }
  /// Seals under the newest key whatever an older one sealed, in small transactions, so that it can be broken
  /// off and run again. Answers with how many were sealed anew; throws what the database or the vault throws.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int
}
