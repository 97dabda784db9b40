import CGeoIP
import Foundation
import Synchronization

/// Tells in which country an address is, from the tables that Debian's `geoip-database` ships. A guess good
/// enough for people to recognise their own devices.
package final class CountryLookup: Sendable {
  /// Where Debian puts the tables.
  package static let standardFolder = "/usr/share/GeoIP"

  // libgeoip writes into its handle while it looks up, so the lock is held for the call.
  private let four: Mutex<Table>
  private let six: Mutex<Table>

  /// The tables in a folder, `GeoIP.dat` and `GeoIPv6.dat`; those that are absent know nothing.
  package init(folder: String) {
    four = Mutex(Table(folder + "/GeoIP.dat"))
    six = Mutex(Table(folder + "/GeoIPv6.dat"))
  }

  /// False when neither table was there.
  package var isAvailable: Bool { four.withLock { $0.isOpen } || six.withLock { $0.isOpen } }

  /// The country in which an address is, as `DE`; `nil` for private addresses and those that nobody lists.
  package func country(of address: String) -> String? {
    var plain = address
    if plain.lowercased().hasPrefix("::ffff:"), plain.contains(".") { plain = String(plain.dropFirst(7)) }
    var v4 = in_addr()
    var v6 = in6_addr()
    if inet_pton(AF_INET, plain, &v4) == 1 {
      return four.withLock { $0.country { GeoIP_id_by_addr_gl($0, plain, $1) } }
    }
    guard inet_pton(AF_INET6, plain, &v6) == 1 else { return nil }
    return six.withLock { $0.country { GeoIP_id_by_addr_v6_gl($0, plain, $1) } }
  }
}

/// One open table.
private struct Table: ~Copyable {
  private let handle: UnsafeMutablePointer<GeoIP>?

  init(_ path: String) {
    // The library prints about files that are missing.
    handle =
      FileManager.default.isReadableFile(atPath: path)
      ? GeoIP_open(path, Int32(GEOIP_MMAP_CACHE.rawValue) | Int32(GEOIP_SILENCE.rawValue)) : nil
  }

  deinit { if let handle { GeoIP_delete(handle) } }

  var isOpen: Bool { handle != nil }

  func country(
    _ find: (UnsafeMutablePointer<GeoIP>, UnsafeMutablePointer<GeoIPLookup>) -> Int32
  ) -> String? {
    guard let handle else { return nil }
    var lookup = GeoIPLookup()
    let id = find(handle, &lookup)
    guard id > 0, let code = GeoIP_code_by_id(id) else { return nil }
    let name = String(cString: code)
    // Besides countries the table has words for satellites, anonymous proxies and whole continents.
    return name.count == 2 && name.allSatisfy(\.isLetter) && !["AP", "EU"].contains(name) ? name : nil
  }
}
