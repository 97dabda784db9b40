import Kernel
import Logging

private let defaultConnections = 16

/// PostgreSQL: a pool with one thread for each connection, and another for replicas if there are any.
final class PostgresBackend: Backend {
  private let primary: PostgresPool
  private let replica: PostgresPool?
  private let threads = WorkThreads()

  init(configuration: DatabaseConfiguration, environment: TransactionEnvironment, logger: Logger) {
    let threads = threads
    func start(_ name: String, _ url: String, isReplica: Bool) -> PostgresPool {
      let size = max(1, configuration.poolSize ?? defaultConnections)
      let pool = PostgresPool(size: size, configuration: configuration, logger: logger)
      for seat in 0..<size {
        threads.start("\(name)-\(seat)") {
          PostgresWorker(seat: seat, pool: pool, environment: environment, logger: logger) {
            () throws(DatabaseError) in
            try PostgresConnection(url: url, isReplica: isReplica, configuration: configuration)
          }.run()
        }
      }
      threads.start("\(name)-keeper") { pool.keep() }
      return pool
    }
    primary = start("postgres", configuration.url, isReplica: false)
    replica = configuration.readURL.map { start("postgres-replica", $0, isReplica: true) }
  }

  func read(_ work: Work<Snapshot>, _ mode: ReadMode) {
    let pool = mode == .relaxed ? replica ?? primary : primary
    do { try pool.put(PostgresWork(.read(work, mode))) } catch { work.fail(error) }
  }

  func write(_ work: Work<Transaction>) {
    do { try primary.put(PostgresWork(.write(work))) } catch { work.fail(error) }
  }

  var connections: Int { primary.connections + (replica?.connections ?? 0) }

  func finish() {
    primary.close()
    replica?.close()
  }

  func close() async {
    finish()
    await threads.ended()
  }
}
