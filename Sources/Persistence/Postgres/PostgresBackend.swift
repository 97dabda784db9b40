import Dispatch
import Foundation
import Kernel
import Logging

private let defaultConnections = 16
private let maximumAttempts = 10
/// Work that waited this long for a server that can't be reached is given back to its caller.
private let patienceMilliseconds: Int64 = 10_000
private let firstReconnectDelayMilliseconds: Int64 = 50
private let longestReconnectDelayMilliseconds: Int64 = 1_000

/// PostgreSQL: a pool with one thread for each connection, and another for replicas if there are any.
final class PostgresBackend: Backend {
  private let primary = WorkQueue<PostgresWork>()
  private let replica: WorkQueue<PostgresWork>?
  private let threads = WorkThreads()

  init(configuration: DatabaseConfiguration, environment: TransactionEnvironment, logger: Logger) {
    let size = max(1, configuration.poolSize ?? defaultConnections)
    let queue = primary
    for index in 0..<size {
      threads.start("postgres-\(index)") {
        PostgresWorker(
          url: configuration.url, isReplica: false, configuration: configuration, environment: environment,
          logger: logger
        ).run(queue)
      }
    }
    guard let readURL = configuration.readURL else {
      replica = nil
      return
    }
    let replicaQueue = WorkQueue<PostgresWork>()
    replica = replicaQueue
    for index in 0..<size {
      threads.start("postgres-replica-\(index)") {
        PostgresWorker(
          url: readURL, isReplica: true, configuration: configuration, environment: environment,
          logger: logger
        ).run(replicaQueue)
      }
    }
  }

  func read(_ work: Work<Snapshot>, _ mode: ReadMode) {
    let queue = mode == .relaxed ? replica ?? primary : primary
    do {
      try queue.put(PostgresWork(kind: .read(work, mode), waitingSince: .system()))
    } catch {
      work.fail(error)
    }
  }

  func write(_ work: Work<Transaction>) {
    do {
      try primary.put(PostgresWork(kind: .write(work), waitingSince: .system()))
    } catch {
      work.fail(error)
    }
  }

  func finish() {
    primary.close()
    replica?.close()
  }

  func close() async {
    finish()
    await threads.ended()
  }
}

/// A closure in the queue of a pool.
struct PostgresWork: Sendable {
  enum Kind: Sendable {
    case read(Work<Snapshot>, ReadMode)
    case write(Work<Transaction>)
  }

  let kind: Kind
  let waitingSince: Timestamp

  var deadline: Timestamp { waitingSince.adding(milliseconds: patienceMilliseconds) }

  func fail(_ error: any Error) {
    switch kind {
    case .read(let work, _): work.fail(error)
    case .write(let work): work.fail(error)
    }
  }

  /// What begins the closure's transaction; `nil` for statement by statement.
  var begin: String? {
    switch kind {
    case .read(_, .snapshot): "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    case .read: nil
    case .write: "BEGIN READ WRITE"
    }
  }
}

/// One thread of a pool with the connection that it opens when it first needs it.
private final class PostgresWorker {
  private let url: String
  private let isReplica: Bool
  private let configuration: DatabaseConfiguration
  private let environment: TransactionEnvironment
  private let logger: Logger
  private var connection: PostgresConnection?

  init(
    url: String, isReplica: Bool, configuration: DatabaseConfiguration, environment: TransactionEnvironment,
    logger: Logger
  ) {
    self.url = url
    self.isReplica = isReplica
    self.configuration = configuration
    self.environment = environment
    self.logger = logger
  }

  func run(_ queue: WorkQueue<PostgresWork>) {
    while let work = queue.take(1)?.first { serve(work) }
    connection = nil
  }

  /// Runs the closure until it is done or there is no hope: again on a new connection when the old one was
  /// lost before the COMMIT, again after a deadlock or serialisation failure.
  private func serve(_ work: PostgresWork) {
    var reconnections = 0
    var attempts = 1
    while true {
      let connection: PostgresConnection
      do {
        connection = try connected(until: work.deadline)
      } catch {
        return work.fail(error)
      }
      do {
        let deliver = try attempt(work, on: connection)
        return deliver()
      } catch {
        let failure = connection.noted
        connection.rollback()
        if connection.isDead { self.connection = nil }
        if case .some(.outcomeUnknown) = error as? DatabaseError { return work.fail(error) }
        guard let failure else { return work.fail(error) }
        if connection.isDead, reconnections == 0 {
          reconnections += 1
          continue
        }
        guard failure.isRetryable, attempts < maximumAttempts else { return work.fail(error) }
        if failure.spoilsStatements { connection.forgetStatements() }
        logger.debug("transaction runs again", metadata: ["sqlstate": "\(failure.sqlState)"])
        pause(milliseconds: Int64.random(in: 1...10) << Int64(attempts))
        attempts += 1
      }
    }
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
      let transaction = Transaction(connection, environment, origin: work.origin)
      let deliver = try work.perform(transaction)
      if let failure = connection.failure { throw failure }
      try connection.commit()
      transaction.committed()
      return deliver
    }
  }

  /// The open connection, or a new one. Tries again with growing pauses; throws `.unavailable` at the
  /// deadline.
  private func connected(until deadline: Timestamp) throws -> PostgresConnection {
    if let connection, !connection.isDead { return connection }
    connection = nil
    var delay = firstReconnectDelayMilliseconds
    while true {
      do {
        let opened = try PostgresConnection(url: url, isReplica: isReplica, configuration: configuration)
        connection = opened
        return opened
      } catch {
        logger.warning("no connection to PostgreSQL", metadata: ["reason": "\(error)"])
        if Timestamp.system().adding(milliseconds: delay) > deadline { throw error }
        pause(milliseconds: delay)
        delay = min(delay * 2, longestReconnectDelayMilliseconds)
      }
    }
  }

  private func pause(milliseconds: Int64) { Thread.sleep(forTimeInterval: Double(milliseconds) / 1000) }
}
