import Kernel
import Logging
import Synchronization

private let defaultConnections = 16

/// PostgreSQL: a pool with one thread for each connection, and another for replicas if there are any.
final class PostgresBackend: Backend {
  private let primary: PostgresPool
  private let replica: PostgresPool?
  private let threads = WorkThreads()
  private let url: String
  /// `nil` once it is closed.
  private let listeners = Mutex<[PostgresListener]?>([])

  init(configuration: DatabaseConfiguration, environment: TransactionEnvironment, logger: Logger) {
    let threads = threads
    url = configuration.url
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

  func listen(to channel: Channel, _ heard: @escaping @Sendable () -> Void) -> (any Listening)? {
    let listener = PostgresListener(url: url, channel: channel, heard: heard)
    let isOpen = listeners.withLock { listeners in
      listeners?.append(listener)
      return listeners != nil
    }
    guard isOpen else { return nil }
    threads.start("postgres-listener") { listener.run() }
    return listener
  }

  func finish() {
    let listeners = listeners.withLock { listeners in
      defer { listeners = nil }
      return listeners ?? []
    }
    for listener in listeners { listener.stop() }
    primary.close()
    replica?.close()
  }

  func close() async {
    finish()
    await threads.ended()
  }
}
