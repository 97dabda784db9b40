import Logging

private let maximumCollisions = 9

/// One thread of a pool with its connection, if it has one.
final class PostgresWorker {
  private let seat: Int
  private let pool: PostgresPool
  private let connect: () throws(DatabaseError) -> PostgresConnection
  private let environment: TransactionEnvironment
  private let logger: Logger
  private var connection: PostgresConnection?

  init(
    seat: Int, pool: PostgresPool, environment: TransactionEnvironment, logger: Logger,
    connect: @escaping () throws(DatabaseError) -> PostgresConnection
  ) {
    self.seat = seat
    self.pool = pool
    self.environment = environment
    self.logger = logger
    self.connect = connect
  }

  /// Does what the pool says until the pool ends.
  func run() {
    while true {
      switch pool.step(seat, isConnected: connection != nil) {
      case .serve(let work): if let connection { serve(work, on: connection) }
      case .open: open()
      case .close: connection = nil
      case .sleep: sleep()
      case .end:
        connection = nil
        return
      }
    }
  }

  private func open() {
    do throws(DatabaseError) {
      connection = try connect()
      pool.opened(seat)
    } catch {
      pool.refused(error)
    }
  }

  /// What the server did meanwhile is noticed before work is taken.
  private func sleep() {
    pool.sleep(seat)
    guard let connection, !connection.isStillOpen else { return }
    self.connection = nil
    pool.lost(seat)
  }

  /// Runs the closure until it is done or there is no hope: again on a new connection when this one was lost
  /// before the COMMIT, again after a deadlock or serialisation failure.
  private func serve(_ work: PostgresWork, on connection: PostgresConnection) {
    var work = work
    renewPlans(of: connection)
    while true {
      do {
        let deliver = try attempt(work, on: connection)
        leave(connection)
        return deliver()
      } catch {
        let failure = connection.noted
        connection.rollback()
        guard let failure, !DatabaseError.isOutcomeUnknown(error) else {
          leave(connection)
          return work.fail(error)
        }
        if connection.isDead {
          let runsAgain = work.survivesLoss(ofConnectionOpenedAt: connection.openedAt)
          self.connection = nil
          pool.lost(seat, runsAgain ? work : nil)
          return runsAgain ? () : work.fail(error)
        }
        guard failure.isRetryable, work.collisions < maximumCollisions else {
          leave(connection)
          return work.fail(error)
        }
        work.collisions += 1
        logger.debug("transaction runs again", metadata: ["sqlstate": "\(failure.sqlState)"])
        guard failure.spoilsStatements else {
          // The pause belongs to this closure alone; the connection serves others.
          return pool.postpone(work, milliseconds: Int64.random(in: 1...10) << Int64(work.collisions))
        }
        connection.forgetStatements()
      }
    }
  }

  /// Outside of transactions, so that what goes wrong here harms no closure; a connection that is lost meanwhile is
  /// noticed by the closure's first statement.
  private func renewPlans(of connection: PostgresConnection) {
    if pool.plans.claimsLook(.now), let lengths = connection.tableLengths() { pool.plans.note(lengths) }
    connection.usePlans(ofGeneration: pool.plans.generation)
  }

  /// Before the caller hears of the end of its work.
  private func leave(_ connection: PostgresConnection) {
    guard connection.isDead else { return pool.returns(seat) }
    self.connection = nil
    pool.lost(seat)
  }

  private func attempt(
    _ work: PostgresWork, on connection: PostgresConnection
  ) throws -> @Sendable () -> Void {
    connection.start(transaction: work.begin)
    switch work.kind {
    case .read(let work, _):
      let deliver = try work.perform(Snapshot(connection))
      if let failure = connection.failure { throw failure }
      try connection.commit()
      return deliver
    case .write(let work):
      let transaction = Transaction(connection, environment, origin: work.origin, claims: work.claims)
      let deliver = try work.perform(transaction)
      if let failure = connection.failure { throw failure }
      try connection.commit()
      transaction.committed()
      return deliver
    }
  }
}
