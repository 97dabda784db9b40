import Gateways
import Kernel
import Persistence

/// An address that can't sign up any more. The address itself is not known.
package struct BarredAddress: RowDecodable, Sendable {
  package let hash: [UInt8]
  /// The closed shop because of which it is barred.
  package let shop: ShopID
  package let barredAt: Timestamp

  package init(row: inout Row) throws {
    hash = try row.next("hash")
    shop = try row.next("shop_id")
    barredAt = try row.next("created_at")
  }

  /// Names it in paths: its hash in hexadecimal digits.
  package var reference: String {
    hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// The rows of barred addresses and of the key under which they are hashed.
enum BarredAddressStore {
  private static let columns = SQL.columns(of: BarredAddress.self)

  static func insert(_ hash: [UInt8], because shop: ShopID, _ tx: Transaction) throws {
    let row: NamedValues = ["hash": hash, "shop_id": shop, "created_at": tx.now]
    try tx.run(
      """
      INSERT INTO barred_addresses \(values: row)
      ON CONFLICT (hash) DO NOTHING
      """)
  }

  static func find(_ hash: [UInt8], _ snapshot: Snapshot) throws -> BarredAddress? {
    try snapshot.first("SELECT \(fragment: columns) FROM barred_addresses WHERE hash = \(hash)")
  }

  static func delete(_ hash: [UInt8], _ tx: Transaction) throws -> BarredAddress? {
    try tx.first("DELETE FROM barred_addresses WHERE hash = \(hash) RETURNING \(fragment: columns)")
  }

  /// The newest first.
  static func page(_ page: PageRequest, _ snapshot: Snapshot) throws -> Page<BarredAddress> {
    var condition: SQL = "TRUE"
    if let place = page.cursor?.values, place.count == 2, let time = Int64(place[0]),
      let hash = bytes(place[1])
    {
      condition = "created_at < \(time) OR (created_at = \(time) AND hash > \(hash))"
    }
    let rows: [BarredAddress] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM barred_addresses WHERE \(fragment: condition)
      ORDER BY created_at DESC, hash LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) {
      Cursor([String($0.barredAt.milliseconds), $0.reference])
    }
  }

  static func sealedKey(_ snapshot: Snapshot) throws -> [UInt8]? {
    try snapshot.value("SELECT sealed FROM barred_address_keys WHERE id = 1")
  }

  /// Keeps the key that is there when somebody else was faster.
  static func insertKey(_ sealed: [UInt8], _ tx: Transaction) throws {
    let row: NamedValues = ["id": 1, "sealed": sealed, "created_at": tx.now]
    try tx.run(
      """
      INSERT INTO barred_address_keys \(values: row)
      ON CONFLICT (id) DO NOTHING
      """)
  }

  static func updateKey(_ sealed: [UInt8], _ tx: Transaction) throws {
    try tx.run("UPDATE barred_address_keys SET sealed = \(sealed) WHERE id = 1")
  }

  /// The bytes of hexadecimal digits.
  static func bytes(_ digits: String) -> [UInt8]? {
    let digits = Array(digits.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[start...start + 1], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }
}
