import Crypto
import Foundation

/// One numbered folder of SQL.
struct Migration: Sendable {
  let number: Int
  /// The folder's name, as `0007-order-refunds`.
  let name: String
  /// What runs on this engine, in order.
  let scripts: [String]
  /// SHA-256 of the scripts in hexadecimal digits.
  let checksum: String

  /// Reads all migrations for `engine`, ordered by number over all folders. Throws
  /// `DatabaseError.configuration` when two have the same number or one holds nothing for the engine.
  static func find(in folders: [URL], for engine: Engine) throws -> [Migration] {
    var found: [Migration] = []
    for folder in folders {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      for name in names {
        guard let number = Int(name.prefix { $0.isASCII && $0.isNumber }) else { continue }
        found.append(try read(folder.appendingPathComponent(name), number: number, for: engine))
      }
    }
    found.sort { $0.number < $1.number }
    for (one, other) in zip(found, found.dropFirst()) where one.number == other.number {
      throw DatabaseError.configuration("two migrations have one number: \(one.name) and \(other.name)")
    }
    return found
  }

  private static func read(_ folder: URL, number: Int, for engine: Engine) throws -> Migration {
    let name = folder.lastPathComponent
    var scripts: [String] = []
    for file in ["up.sql", "up.\(engine.rawValue).sql"] {
      let url = folder.appendingPathComponent(file)
      guard FileManager.default.fileExists(atPath: url.path) else { continue }
      scripts.append(try String(contentsOf: url, encoding: .utf8))
    }
    guard !scripts.isEmpty else {
      throw DatabaseError.configuration("migration \(name) has neither up.sql nor up.\(engine.rawValue).sql")
    }
    var hash = SHA256()
    for script in scripts { hash.update(data: Data(script.utf8)) }
    let checksum = hash.finalize().map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return Migration(number: number, name: name, scripts: scripts, checksum: checksum.joined())
  }
}
