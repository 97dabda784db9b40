import Areas
import Gateways
import Identity
import Kernel
import Persistence

/// How many rows one transaction looks at.
private let batch = 200

/// What vendors tell about their business, and their answers.
struct SealedApplications: SealedRows {
  var title: String { "business details of shops" }

  /// Seals applications and answers anew. Throws what the database or the vault throws.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int {
    let applications = try await inBatches { last in
      try await database.write { try ApplicationStore.reseal(after: last, limit: batch, vault, $0) }
    }
    let answers = try await inBatches { last in
      try await database.write { try HistoryStore.reseal(after: last, limit: batch, vault, $0) }
    }
    return applications + answers
  }
}

/// Where shops are paid.
struct SealedDestinations: SealedRows {
  var title: String { "payout destinations of shops" }

  /// Seals destinations anew. Throws what the database or the vault throws.
  func reseal(_ vault: Vault, _ database: Database) async throws -> Int {
    try await inBatches { last in
      try await database.write { try DestinationStore.reseal(after: last, limit: batch, vault, $0) }
    }
  }
}

/// Calls `body` with the end of the batch before, until there is no further one; adds the counts up.
private func inBatches<Place: Sendable>(
  _ body: (_ last: Place?) async throws -> (last: Place?, count: Int)
) async throws -> Int {
  var total = 0
  var last: Place?
  repeat {
    let (end, count) = try await body(last)
    total += count
    last = end
  } while last != nil
  return total
}
