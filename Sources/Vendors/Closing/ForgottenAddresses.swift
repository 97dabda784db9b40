import Gateways
import Kernel
import Persistence

/// Hashes of addresses that stay taken when what they led to is forgotten, under the key of barred addresses: enough to
/// keep a stranger from taking an old link over, and too little to tell what it was.
package struct ForgottenAddresses: Sendable {
  private let vault: Vault

  /// The addresses that are hashed under a key in this vault.
  package init(vault: Vault) { self.vault = vault }

  /// The hash of addresses of this kind, as `shop`; `nil` while none was ever forgotten.
  package func hashing(of kind: String, _ snapshot: Snapshot) throws -> ((String) -> [UInt8])? {
    try BarredAddresses(vault: vault).hashing(snapshot).map { hashing in
      { hashing.of(ForgottenAddresses.text(kind, $0)) }
    }
  }

  /// The same under a key that is made when there is none.
  package func madeHashing(of kind: String, _ tx: Transaction) throws -> (String) -> [UInt8] {
    let hashing = try BarredAddresses(vault: vault).madeHashing(tx)
    return { hashing.of(ForgottenAddresses.text(kind, $0)) }
  }

  /// Can't be the same as any mail address, which are hashed under the same key, or as an address of another kind.
  private static func text(_ kind: String, _ address: String) -> String { "\(kind):\(address)" }
}
