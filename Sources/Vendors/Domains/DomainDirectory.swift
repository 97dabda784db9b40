import Dispatch
import Foundation
import Kernel
import Persistence
import Synchronization
import Web

/// Other nodes may verify a domain, which this one sees after this time at the latest.
private let maximumAgeMilliseconds: UInt64 = 5_000

/// Which host names show which shops, in memory: a request asks no database. All verified domains are read at
/// once, when they are first needed and then every few seconds while strangers' host names come in.
package final class DomainDirectory: HostDirectory {
  private struct Table {
    var byHost: [String: HostedShop] = [:]
    var byShop: [ShopID: String] = [:]
    var readAtMilliseconds: UInt64 = 0
  }

  private struct State {
    var table: Table?
    var isReading = false
    /// Moves on when what is known became wrong, so that a read that began before does not count.
    var version = 0
  }

  private let database: Database
  private let ownHost: String
  private let scheme: String
  private let port: String
  private let state = Mutex(State())

  init(database: Database, publicURL: String) {
    self.database = database
    let url = URL(string: publicURL)
    ownHost = url?.host()?.lowercased() ?? ""
    scheme = url?.scheme ?? "http"
    port = url?.port.map { ":\($0)" } ?? ""
  }

  /// The shop that a host name (in lower case, without a port) shows; `nil` for the marketplace's own and for
  /// names that nobody verified.
  package func shop(host: String) async -> HostedShop? {
    guard !host.isEmpty, host != ownHost else { return nil }
    return await table().byHost[host]
  }

  /// Whether it is the marketplace's own name.
  package func isOwn(_ host: String) -> Bool { host == ownHost && !host.isEmpty }

  /// Where the shop shows itself under a name of its own, as `https://shop.example`; `nil` when it does not.
  package func origin(of shop: ShopID) async -> String? {
    await table().byShop[shop].map { "\(scheme)://\($0)\(port)" }
  }

  /// All shops that show themselves under names of their own, by name.
  package func hosted() async -> [HostedShop] {
    await table().byHost.values.sorted { $0.host < $1.host }
  }

  /// Reads again before the next answer, once the transaction is committed.
  func forget(after tx: Transaction) {
    tx.afterCommit { [self] in
      state.withLock { state in
        state.table = nil
        state.version += 1
      }
    }
  }

  /// What is known; what is a few seconds old is still given while one task reads it anew.
  private func table() async -> Table {
    let now = DispatchTime.now().uptimeNanoseconds / 1_000_000
    let (known, mayRead) = state.withLock { state -> (Table?, Bool) in
      let isFresh = state.table.map { now - $0.readAtMilliseconds <= maximumAgeMilliseconds } ?? false
      let mayRead = !isFresh && (state.table == nil || !state.isReading)
      if mayRead { state.isReading = true }
      return (state.table, mayRead)
    }
    guard mayRead else { return known ?? Table() }
    guard let known else { return await read() ?? Table() }
    Task { _ = await read() }
    return known
  }

  private func read() async -> Table? {
    let version = state.withLock { $0.version }
    let rows = try? await database.read { try DomainStore.hosts($0) }
    var table = Table()
    table.readAtMilliseconds = DispatchTime.now().uptimeNanoseconds / 1_000_000
    for row in rows ?? [] {
      table.byHost[row.host] = HostedShop(id: row.shop, slug: row.slug, host: row.host)
      table.byShop[row.shop] = row.host
    }
    state.withLock { state in
      state.isReading = false
      if rows != nil && state.version == version { state.table = table }
    }
    return rows == nil ? nil : table
  }
}
