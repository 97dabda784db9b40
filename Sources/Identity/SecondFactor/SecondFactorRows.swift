import Areas
import Gateways
import Kernel
import Persistence

/// Rows that one transaction seals anew.
private let batchRows = 200

/// The sealed secrets of second factors.
struct SecondFactorRows: SealedRows {
  let title = "second factors"

  /// Seals what an older key sealed.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int {
    var last = AccountID(high: 0, low: 0)
    var count = 0
    while true {
      let from = last
      let (next, sealed) = try await database.write { tx in
        let rows = try SecondFactorStore.sealed(after: from, limit: batchRows, tx)
        var sealed = 0
        for row in rows where !vault.isCurrent(row.secret) {
          let context = StoredSecondFactor.context(row.account)
          let secret = try vault.open(row.secret, context: context)
          try SecondFactorStore.replaceSecret(of: row.account, vault.seal(secret, context: context), tx)
          sealed += 1
        }
        return (rows.last?.account, sealed)
      }
      count += sealed
      guard let next else { return count }
      last = next
    }
  }
}
