import Foundation
import Kernel
import Persistence

/// A row of the log for people.
package struct AuditEntry: Hashable, Sendable {
  package let sequence: Int64
  package let id: AuditID
  package let at: Timestamp
  package internal(set) var account: AccountID?
  /// What the account is called now; `nil` when nobody was signed in.
  package internal(set) var accountName: String?
  /// `visitor`, `customer`, `vendor`, `admin`, or `AuditActor.system` for jobs and commands.
  package let role: String
  package let shop: ShopID?
  /// A noun and what happened to it, as `product.edited`, or a request, as `POST /api/v1/…`.
  package let action: String
  package let target: String
  package let requestID: String?
  /// The client's address.
  package internal(set) var client: String?
  /// What changed, by field.
  package let changes: [AuditChange]
  /// Whether address and details were erased.
  package let isErased: Bool
}

/// One field that changed.
package struct AuditChange: Hashable, Sendable {
  package let field: String
  /// `nil` when there was none.
  package let before: JSONValue?
  /// `nil` when there is none any more.
  package let after: JSONValue?

  /// The fields that differ, by name.
  package static func between(
    _ before: [String: JSONValue], _ after: [String: JSONValue]
  ) -> [AuditChange] {
    Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }.map { field in
      AuditChange(field: field, before: before[field], after: after[field])
    }
  }

  /// The fields that `details` tells of, by name.
  static func read(_ details: String) -> [AuditChange] {
    guard let document = try? JSONDecoder().decode(JSONValue.self, from: Data(details.utf8)) else {
      return []
    }
    let before = document["before"]?.members ?? [:]
    let after = document["after"]?.members ?? [:]
    return Set(before.keys).union(after.keys).sorted().map { field in
      AuditChange(field: field, before: before[field], after: after[field])
    }
  }
}

extension JSONValue {
  fileprivate var members: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }
}

extension AuditEntry: RowDecodable {
  package init(row: inout Row) throws {
    sequence = try row.next("l.sequence")
    id = try row.next("l.id")
    at = try row.next("l.at")
    account = try row.next("l.account_id")
    accountName = try row.next("a.name")
    role = try row.next("l.role")
    shop = try row.next("l.shop_id")
    action = try row.next("l.action")
    target = try row.next("l.target")
    requestID = try row.next("l.request_id")
    let part: Int64? = try row.next("d.sequence")
    client = try row.next("d.client")
    let details: String? = try row.next("d.details")
    isErased = part == nil
    changes = details.map { AuditChange.read($0) } ?? []
  }

  /// The entry for those who need not know where somebody sat.
  package var withoutClient: AuditEntry {
    var entry = self
    entry.client = nil
    return entry
  }

  /// The entry as the shop's own people see it: administrators stay without name and address.
  package var forShop: AuditEntry {
    guard role == Origin.Role.admin.rawValue else { return self }
    var entry = self
    entry.account = nil
    entry.accountName = AuditActor.marketplace
    entry.client = nil
    return entry
  }
}
