import Foundation
import GRDB

private let defaultReaders = 4
private let writerCacheKibibytes = 65_536
private let readerCacheKibibytes = 16_384
private let mappedBytes = 268_435_456
private let checkpointPages = 2_000
private let keptJournalBytes = 67_108_864

/// SQLite: one thread that writes, a few that read, all on one file in WAL mode.
final class SQLiteBackend: Backend {
  private let reads = WorkQueue<Work<Snapshot>>()
  private let writes = WorkQueue<Work<Transaction>>()
  /// The writer and the readers.
  let connections: Int
  private let readerThreads = WorkThreads()
  private let writerThread = WorkThreads()

  /// Opens or makes the file. Throws `DatabaseError` when that is not possible.
  init(path: String, configuration: DatabaseConfiguration, environment: TransactionEnvironment) throws {
    guard path.hasPrefix("/") else {
      throw DatabaseError.configuration("sqlite:/// needs an absolute path, got '\(path)'")
    }
    let timeout = configuration.statementTimeoutMilliseconds
    let writer: DatabaseQueue
    var readers: [DatabaseQueue] = []
    do {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      writer = try SQLiteBackend.open(path, isWriter: true, configuration)
      for _ in 0..<max(1, configuration.poolSize ?? defaultReaders) {
        readers.append(try SQLiteBackend.open(path, isWriter: false, configuration))
      }
    } catch {
      throw DatabaseError.wrapping(error)
    }
    connections = readers.count + 1

    let writes = writes
    writerThread.start("sqlite-writer") {
      writer.writeWithoutTransaction { database in
        SQLiteBackend.serve(database, timeout, writes) { connection in
          SQLiteWriter(connection: connection, environment: environment).run(writes)
        }
      }
      try? writer.close()
    }
    let reads = reads
    for (index, reader) in readers.enumerated() {
      readerThreads.start("sqlite-reader-\(index)") {
        reader.writeWithoutTransaction { database in
          SQLiteBackend.serve(database, timeout, reads) { connection in
            SQLiteReader(connection: connection).run(reads)
          }
        }
        try? reader.close()
      }
    }
  }

  func read(_ work: Work<Snapshot>, _ mode: ReadMode) {
    do { try reads.put(work) } catch { work.fail(error) }
  }

  func write(_ work: Work<Transaction>) {
    do { try writes.put(work) } catch { work.fail(error) }
  }

  func listen(to channel: Channel, _ heard: @escaping @Sendable () -> Void) -> (any Listening)? { nil }

  func finish() {
    reads.close()
    writes.close()
  }

  func close() async {
    // The writer last: only it may move the journal into the file, so that one file is left.
    reads.close()
    await readerThreads.ended()
    writes.close()
    await writerThread.ended()
  }

  /// Holds the connection for as long as the thread lives, so that no closure pays for taking it.
  private static func serve<Context>(
    _ database: GRDB.Database, _ timeout: Int, _ queue: WorkQueue<Work<Context>>,
    _ run: (SQLiteConnection) -> Void
  ) {
    do {
      let connection = try SQLiteConnection(database, statementTimeoutMilliseconds: timeout)
      run(connection)
      connection.releaseStatements()
    } catch {
      while let group = queue.take(.max) { for work in group { work.fail(error) } }
    }
  }

  private static func open(
    _ path: String, isWriter: Bool, _ settings: DatabaseConfiguration
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = !isWriter
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(Double(settings.lockTimeoutMilliseconds) / 1000)
    configuration.label = isWriter ? "souk.writer" : "souk.reader"
    let cache = isWriter ? writerCacheKibibytes : readerCacheKibibytes
    configuration.prepareDatabase { database in
      if isWriter {
        try database.execute(sql: "PRAGMA journal_mode = WAL")
        // FULL: a commit is on disk before it is acknowledged, whatever happens to the machine.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
        try database.execute(sql: "PRAGMA journal_size_limit = \(keptJournalBytes)")
      }
      try database.execute(sql: "PRAGMA cache_size = -\(cache)")
      try database.execute(sql: "PRAGMA mmap_size = \(mappedBytes)")
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
      try SQLiteSum.replace(on: database.sqliteConnection)
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }
}

/// Takes one closure after the other; each sees one moment.
private struct SQLiteReader {
  let connection: SQLiteConnection

  func run(_ queue: WorkQueue<Work<Snapshot>>) {
    while let work = queue.take(1)?.first { serve(work) }
  }

  private func serve(_ work: Work<Snapshot>) {
    connection.failure = nil
    let outcome: Result<@Sendable () -> Void, any Error>
    do {
      _ = try connection.run("BEGIN DEFERRED")
      outcome = .success(try work.perform(Snapshot(connection)))
    } catch {
      outcome = .failure(error)
    }
    connection.failure = nil
    if !connection.isIdle { _ = try? connection.run("ROLLBACK") }
    switch outcome {
    case .success(let deliver): deliver()
    case .failure(let error): work.fail(error)
    }
  }
}
