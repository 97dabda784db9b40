import Foundation
import Kernel
import Persistence

/// The yardstick of checkouts: the statements of real checkouts, straight against the engine.
///
///     StraightSQL carts DATABASE_URL COUNT
///         fills carts with three products from three shops and prints `CART VARIANT VARIANT VARIANT` a line
///     StraightSQL replay RECORD_URL REPLAY_URL CARTS CLIENTS:COUNT…
///         checks the carts of the file CARTS out in one copy of a database with Souk's own code, keeps every
///         statement with its values, and runs them in another copy of the same database with nothing but
///         libpq or SQLite; prints a JSON object for each number of clients
@main
struct StraightSQL {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "carts" where arguments.count == 3:
      try await carts(url: arguments[1], count: Int(arguments[2]) ?? 0)
    case "replay" where arguments.count >= 5:
      try await replay(
        record: arguments[1], replay: arguments[2], carts: arguments[3], loads: arguments[4...].map(Load.init)
      )
    default:
      throw BenchmarkError("usage: StraightSQL carts URL COUNT | replay URL URL CARTS CLIENTS:COUNT…")
    }
  }

  private static func carts(url: String, count: Int) async throws {
    let database = try Database(url: url)
    let carts = try await CartFiller(database: database).fill(count)
    await database.close()
    print(carts.map(\.line).joined(separator: "\n"))
  }

  private static func replay(record: String, replay: String, carts: String, loads: [Load]) async throws {
    let lines = try String(contentsOfFile: carts, encoding: .utf8).split(separator: "\n")
    let ids = lines.compactMap { $0.split(separator: " ").first.map(String.init) }
    let wanted = loads.reduce(0) { $0 + $1.count }
    guard ids.count >= wanted else {
      throw BenchmarkError("\(wanted) carts are needed, got \(ids.count)")
    }
    let recording = try await CheckoutRecorder.record(ids.prefix(wanted).map { $0 }, in: record)
    let isPostgres = !replay.hasPrefix("sqlite")
    let before = try await checkouts(in: replay)
    var next = 0
    for load in loads {
      let part = Array(recording.transactions[next..<(next + load.count)])
      next += load.count
      let times =
        isPostgres
        ? try PostgresReplay(url: replay, texts: recording.texts).run(part, clients: load.clients)
        : try SQLiteReplay(url: replay, texts: recording.texts).run(part, group: load.clients)
      print(times.report(load, statements: part.first?.count ?? 0))
    }
    // What was measured must have happened.
    let made = try await checkouts(in: replay) - before
    guard made == Int64(next) else { throw BenchmarkError("\(next) checkouts expected, \(made) made") }
  }

  private static func checkouts(in url: String) async throws -> Int64 {
    let database = try Database(url: url)
    let count = try await database.read { try $0.value("SELECT COUNT(*) FROM checkouts", as: Int64.self) }
    await database.close()
    return count ?? 0
  }
}

/// So many transactions by so many clients at once.
struct Load: Sendable {
  let clients: Int
  let count: Int

  init(_ text: String) throws {
    let numbers = text.split(separator: ":").compactMap { Int($0) }
    guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0 else {
      throw BenchmarkError("CLIENTS:COUNT expected, got \(text)")
    }
    clients = numbers[0]
    count = numbers[1]
  }
}

/// How long transactions took.
struct ReplayTimes: Sendable {
  /// From the first statement to the last commit.
  let totalSeconds: Double
  /// Of each transaction, from its first statement until its commit was acknowledged.
  let milliseconds: [Double]

  func report(_ load: Load, statements: Int) -> String {
    let sorted = milliseconds.sorted()
    func percentile(_ share: Double) -> Double {
      sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
    return String(
      format: """
        {"clients": %d, "transactions": %d, "statements": %d, "seconds": %.4f, "rate": %.1f, \
        "p50": %.3f, "p99": %.3f}
        """,
      load.clients, milliseconds.count, statements, totalSeconds, Double(milliseconds.count) / totalSeconds,
      percentile(0.5), percentile(0.99))
  }
}

/// Why nothing could be measured.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
