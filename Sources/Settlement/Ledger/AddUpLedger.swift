import Kernel
import Persistence

/// How often entries are added up, in seconds.
private let addUpEverySeconds: Int64 = 60
/// So many in one transaction, so that others don't wait for long.
private let transactionsPerStep = 200

/// Adds the entries of the ledger up, so that balances read few of them.
struct AddUpLedger: Job {
  static let kind = "ledger.add-up"

  static func register(_ settlement: Settlement, in registry: inout JobRegistry) throws {
    registry.on(AddUpLedger.self) { _, _ in try await settlement.addUpLedger() }
    try registry.every(seconds: addUpEverySeconds, AddUpLedger())
  }
}

extension Settlement {
  /// Adds up until fewer transactions are left than one step takes.
  func addUpLedger() async throws {
    try await database.repeating(upTo: transactionsPerStep) {
      try LedgerSumStore.addUp(limit: transactionsPerStep, $0)
    }
  }
}
