import Crypto
import Foundation
import Kernel
import Persistence

/// Says which encoding was hashed, should there ever be another.
private let encodingName = "souk-audit-1"
private let saltBytes = 32

/// A row of the log as the chain knows it.
struct AuditRow: Hashable, Sendable {
  let sequence: Int64
  let id: AuditID
  let at: Timestamp
  let account: AccountID?
  /// `visitor`, `customer`, `vendor`, `admin`, or `system` for jobs and commands.
  let role: String
  let shop: ShopID?
  let action: String
  let target: String
  let requestID: String?
  /// The rows whose details this one declares erased, as `3-7,9`.
  let erased: String?
  /// Stands for what can be erased.
  let commitment: [UInt8]
  let previousHash: [UInt8]

  /// SHA-256 over the encoding of every column, in which each has its length before it, so that no two rows
  /// share one.
  var hash: [UInt8] {
    var encoding = CanonicalEncoding()
    encoding.append(encodingName)
    encoding.append(previousHash)
    encoding.append(sequence)
    encoding.append(id.description)
    encoding.append(at.milliseconds)
    encoding.append(account?.description)
    encoding.append(role)
    encoding.append(shop?.description)
    encoding.append(action)
    encoding.append(target)
    encoding.append(requestID)
    encoding.append(erased)
    encoding.append(commitment)
    return Array(SHA256.hash(data: encoding.bytes))
  }
}

/// The part of a row that can be erased: it lies in a table of its own, and the row commits to it.
struct AuditPersonalPart: Hashable, Sendable {
  let salt: [UInt8]
  /// The client's address.
  let client: String?
  /// What was before and is after, as JSON.
  let details: String?

  /// With a fresh salt, so that nobody finds an erased part by trying what it may have been.
  static func sealed(client: String?, details: String?) -> AuditPersonalPart {
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<saltBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return AuditPersonalPart(salt: salt, client: client, details: details)
  }

  /// SHA-256 of salt and content.
  var commitment: [UInt8] {
    var encoding = CanonicalEncoding()
    encoding.append(salt)
    encoding.append(client)
    encoding.append(details)
    return Array(SHA256.hash(data: encoding.bytes))
  }
}

/// Bytes in which every part has a mark for its presence and its length before it.
private struct CanonicalEncoding {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ part: [UInt8]) {
    bytes.append(1)
    append(number: Int64(part.count))
    bytes += part
  }

  mutating func append(_ text: String) { append(Array(text.utf8)) }

  mutating func append(_ text: String?) {
    guard let text else { return bytes.append(0) }
    append(text)
  }

  mutating func append(_ value: Int64) {
    bytes.append(1)
    append(number: 8)
    append(number: value)
  }

  private mutating func append(number: Int64) {
    withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
  }
}

extension AuditRow: RowDecodable {
  init(row: inout Row) throws {
    sequence = try row.next("l.sequence")
    id = try row.next("l.id")
    at = try row.next("l.at")
    account = try row.next("l.account_id")
    role = try row.next("l.role")
    shop = try row.next("l.shop_id")
    action = try row.next("l.action")
    target = try row.next("l.target")
    requestID = try row.next("l.request_id")
    erased = try row.next("l.erased")
    commitment = try row.next("l.commitment")
    previousHash = try row.next("l.previous_hash")
  }
}
