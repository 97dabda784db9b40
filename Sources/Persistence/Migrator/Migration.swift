import Crypto
import Foundation

/// One numbered folder of SQL.
struct Migration: Sendable {
  /// Digits of a number in a folder's name.
  private static let digits = 4

  let number: Int
  /// The folder's name, as `0107-order-refunds`.
  let name: String
  /// What runs on this engine, in order.
  let scripts: [String]
  /// SHA-256 of the scripts in hexadecimal digits.
  let checksum: String

  /// Reads all migrations for `engine`, ordered by number over all folders. Throws `DatabaseError.configuration` when
  /// two have the same number, or when something lies there that is no migration and would never run.
  static func find(in folders: [URL], for engine: Engine) throws -> [Migration] {
    var found: [Migration] = []
    for folder in folders {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where !name.hasPrefix(".")
      {
        guard let number = number(of: name) else {
          throw DatabaseError.configuration(
            "'\(name)' is no migration: its name must begin with four digits and '-'")
        }
        found.append(try read(folder.appendingPathComponent(name), number: number, for: engine))
      }
    }
    found.sort { ($0.number, $0.name) < ($1.number, $1.name) }
    for (one, other) in zip(found, found.dropFirst()) where one.number == other.number {
      throw DatabaseError.configuration("two migrations have one number: \(one.name) and \(other.name)")
    }
    return found
  }

  /// The number that a migration's name begins with; `nil` for another name.
  static func number(of name: String) -> Int? {
    let parts = name.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, parts[0].utf8.count == digits else { return nil }
    guard parts[0].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return Int(parts[0])
  }

  private static func read(_ folder: URL, number: Int, for engine: Engine) throws -> Migration {
    let name = folder.lastPathComponent
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
    let known = ["up.sql"] + Engine.allCases.map(file)
    if let stray = files.sorted().first(where: { !known.contains($0) }) {
      throw DatabaseError.configuration("migration \(name) has a file '\(stray)' that never runs")
    }
    var scripts: [String] = []
    for file in ["up.sql", file(engine)] where files.contains(file) {
      scripts.append(try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8))
    }
    // One with a file for another engine alone has nothing to do here.
    guard !files.isEmpty else { throw DatabaseError.configuration("migration \(name) is empty") }
    var hash = SHA256()
    for script in scripts { hash.update(data: Data(script.utf8)) }
    let checksum = hash.finalize().map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return Migration(number: number, name: name, scripts: scripts, checksum: checksum.joined())
  }

  private static func file(_ engine: Engine) -> String { "up.\(engine.rawValue).sql" }
}
