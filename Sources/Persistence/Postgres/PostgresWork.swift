/// A closure that waits for a connection of a pool.
struct PostgresWork: Sendable {
  enum Kind: Sendable {
    case read(Work<Snapshot>, ReadMode)
    case write(Work<Transaction>)
  }

  let kind: Kind
  let waitingSince: ContinuousClock.Instant
  /// How often it ran into others, as in a deadlock.
  var collisions = 0
  /// When a connection was first lost under it.
  private var lostAt: ContinuousClock.Instant?

  init(_ kind: Kind, waitingSince: ContinuousClock.Instant = .now) {
    self.kind = kind
    self.waitingSince = waitingSince
  }

  /// What begins the closure's transaction; `nil` for statement by statement.
  var begin: String? {
    switch kind {
    case .read(_, .snapshot): "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    case .read: nil
    case .write: "BEGIN READ WRITE"
    }
  }

  func fail(_ error: any Error) {
    switch kind {
    case .read(let work, _): work.fail(error)
    case .write(let work): work.fail(error)
    }
  }

  /// True when the closure may run again after a connection that was opened then was lost before its COMMIT.
  /// One that is younger than the first loss had its chance; older ones were all lost by the same cause.
  mutating func survivesLoss(ofConnectionOpenedAt opening: ContinuousClock.Instant) -> Bool {
    guard let lostAt else {
      lostAt = .now
      return true
    }
    return opening < lostAt
  }
}
