import Foundation
import Logging
import Persistence
import TestSupport

/// A role of the server that may have only so many connections, in a database with the sample table.
struct LimitedRole: Sendable {
  let name: String
  /// The database as this role sees it.
  let url: String
  private let owner: Database
  private let server: String

  fileprivate init(name: String, url: String, owner: Database, server: String) {
    self.name = name
    self.url = url
    self.owner = owner
    self.server = server
  }

  /// How many connections it may have from now on; -1 for no limit.
  func limit(_ connections: Int) async throws {
    try await TestPostgres.execute("ALTER ROLE \(name) CONNECTION LIMIT \(connections)", on: server)
  }

  /// How many it has.
  func connections() async throws -> Int {
    let name = name
    return try await owner.read { snapshot in
      try snapshot.value("SELECT COUNT(*) FROM pg_stat_activity WHERE usename = \(name)", as: Int.self) ?? 0
    }
  }

  /// Ends all that it has, as a restart of the server would, and returns when they are gone.
  func endConnections() async throws {
    let name = name
    _ = try await owner.read { snapshot in
      try snapshot.all("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = \(name)")
      {
        try $0.next(Bool.self)
      }
    }
  }
}

/// A fresh database for a role with so many connections; -1 for no limit.
func withLimitedRole(_ connections: Int, _ body: (LimitedRole) async throws -> Void) async throws {
  let server = try await TestPostgres.shared.url()
  let name = "limited_" + UUID().uuidString.lowercased().replacing("-", with: "")
  try await TestPostgres.execute("CREATE ROLE \(name) LOGIN CONNECTION LIMIT \(connections)", on: server)
  do {
    try await withDatabaseURL(.postgres, migrations: []) { url async throws in
      guard var parts = URLComponents(string: url) else { throw URLError(.badURL) }
      parts.user = name
      let owner = try openTestDatabase(url, poolSize: 1)
      try await makeSampleTable(owner)
      try await TestPostgres.execute("GRANT ALL ON items TO \(name)", on: url)
      try await body(LimitedRole(name: name, url: parts.string ?? url, owner: owner, server: server))
      await owner.close()
    }
  } catch {
    try await TestPostgres.execute("DROP ROLE \(name)", on: server)
    throw error
  }
  try await TestPostgres.execute("DROP ROLE \(name)", on: server)
}

/// Says nothing below an error.
let quietLogger: Logger = {
  var logger = Logger(label: "test.database")
  logger.logLevel = .error
  return logger
}()

/// Listens and never answers; the system accepts on its behalf.
final class SilentServer: Sendable {
  let port: Int
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        bind(descriptor, general, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, general, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// Those who wait for an answer are told that there is nobody.
  func stop() { close(descriptor) }
}
