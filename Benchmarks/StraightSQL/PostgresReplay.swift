import CLibPQ
import Dispatch
import Foundation
import Persistence
import Synchronization

/// Runs recorded transactions over as many libpq connections as there are clients, one thread each: BEGIN,
/// the prepared statements one by one, COMMIT.
struct PostgresReplay {
  let url: String
  let texts: [String]

  func run(_ transactions: [[RecordedStatement]], clients: Int) throws -> ReplayTimes {
    let gate = StartGate(clients: clients)
    for client in 0..<clients {
      let share = stride(from: client, to: transactions.count, by: clients).map { number in
        transactions[number].map(PostgresStatement.init)
      }
      let thread = Thread { [url, texts] in
        gate.serve {
          let session = try StraightSession(url, texts)
          return { try share.map { try session.run($0) } }
        }
      }
      thread.start()
    }
    return try gate.measure()
  }
}

/// Lets all clients begin at the same moment and collects what they measured.
final class StartGate: Sendable {
  private let ready = DispatchGroup()
  private let done = DispatchGroup()
  private let start = DispatchSemaphore(value: 0)
  private let clients: Int
  private let outcome = Mutex<Result<[Double], any Error>>(.success([]))

  init(clients: Int) {
    self.clients = clients
    for _ in 0..<clients {
      ready.enter()
      done.enter()
    }
  }

  /// Prepares a client and, once all are prepared, runs it.
  func serve(_ prepare: () throws -> () throws -> [Double]) {
    defer { done.leave() }
    let result: Result<() throws -> [Double], any Error> = Result { try prepare() }
    ready.leave()
    start.wait()
    let times = Result { try result.get()() }
    outcome.withLock { outcome in
      outcome = Result { try outcome.get() + times.get() }
    }
  }

  func measure() throws -> ReplayTimes {
    ready.wait()
    let began = DispatchTime.now().uptimeNanoseconds
    for _ in 0..<clients { start.signal() }
    done.wait()
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9
    return ReplayTimes(totalSeconds: seconds, milliseconds: try outcome.withLock { try $0.get() })
  }
}

/// A statement with its values as libpq takes them.
private struct PostgresStatement: Sendable {
  let text: Int
  /// Every value, each with a zero byte at its end.
  private var storage: [CChar] = []
  /// Where the values begin; `nil` is NULL.
  private var offsets: [Int?] = []

  init(_ statement: RecordedStatement) {
    text = statement.text
    for value in statement.values {
      let text = PostgresStatement.text(value)
      offsets.append(text == nil ? nil : storage.count)
      storage += text?.utf8CString ?? []
    }
  }

  func withValues<T>(_ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) -> T) -> T {
    storage.withUnsafeBufferPointer { bytes in
      let values = offsets.map { offset in offset.flatMap { at in bytes.baseAddress.map { $0 + at } } }
      return values.withUnsafeBufferPointer { body(Int32(values.count), $0.baseAddress) }
    }
  }

  private static func text(_ value: SQLParameter) -> String? {
    switch value {
    case .null: nil
    case .integer(let number): String(number)
    case .double(let number): String(number)
    case .boolean(let isTrue): isTrue ? "t" : "f"
    case .text(let text): text
    case .bytes(let bytes): "\\x" + bytes.map { String(format: "%02x", $0) }.joined()
    case .uuid(let high, let low): String(format: "%016lx%016lx", high, low)
    }
  }
}

/// One connection with every statement prepared.
private final class StraightSession {
  private let connection: OpaquePointer

  init(_ url: String, _ texts: [String]) throws {
    guard let connection = PQconnectdb(url), PQstatus(connection) == CONNECTION_OK else {
      throw BenchmarkError("no connection to \(url)")
    }
    self.connection = connection
    for (number, text) in texts.enumerated() {
      try check(PQprepare(connection, "s\(number)", text, 0, nil))
    }
  }

  deinit { PQfinish(connection) }

  /// Answers how many milliseconds it took.
  func run(_ statements: [PostgresStatement]) throws -> Double {
    let began = DispatchTime.now().uptimeNanoseconds
    try check(PQexec(connection, "BEGIN"))
    for statement in statements {
      let result = statement.withValues { count, values in
        PQexecPrepared(connection, "s\(statement.text)", count, values, nil, nil, 0)
      }
      try check(result)
    }
    try check(PQexec(connection, "COMMIT"))
    return Double(DispatchTime.now().uptimeNanoseconds - began) / 1e6
  }

  private func check(_ result: OpaquePointer?) throws {
    let status = PQresultStatus(result)
    PQclear(result)
    guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
      throw BenchmarkError(String(cString: PQerrorMessage(connection)))
    }
  }
}
