import Catalog
import Identity
import Kernel
import Ordering
import Settlement
import Vendors
import Web

/// Values that the audit log tells of, as people read them.
enum AuditValues {
  /// Fields that hold one of a few words of the program.
  private static let closed: Set<String> = [
    "status", "state", "payment", "scope", "role", "adminRole", "kind", "silenced", "businessType",
    "permissions",
  ]
  private static let changed = "changed"

  /// A value in words: amounts as money, lists with commas, members with their names.
  static func words(_ value: JSONValue, of field: String) -> Words {
    switch value {
    case .null: return .none
    case .boolean(let value): return value ? "yes" : "no"
    case .integer(let value): return "\(value)"
    case .number(let value): return Words(verbatim: String(value))
    case .string(let text): return words(text, of: field)
    case .array(let items):
      return items.isEmpty ? .none : "\(list: items.map { words($0, of: field) })"
    case .object(let members): return words(members)
    }
  }

  private static func words(_ text: String, of field: String) -> Words {
    if text == changed { return "changed" }
    if field == "country" || field == "countries" { return "\(country: text)" }
    let known = closed.contains(field) ? states[text] ?? kinds[text] : nil
    return known ?? Words(verbatim: text)
  }

  private static func words(_ members: [String: JSONValue]) -> Words {
    if let money = money(members) { return "\(money)" }
    let parts = members.sorted { $0.key < $1.key }.compactMap { name, value -> Words? in
      let text = words(value, of: name)
      return text.isEmpty ? nil : "\(AuditFields.title(name)): \(text)"
    }
    return parts.isEmpty ? .none : Words(lines: parts)
  }

  private static func money(_ members: [String: JSONValue]) -> Money? {
    guard members.count == 2, case .integer(let amount)? = members["amount"],
      case .string(let code)? = members["currency"], let currency = Currency(code)
    else { return nil }
    return Money(amount, currency)
  }

  private static let states: [String: Words] = {
    var words: [String: Words] = [
      "succeeded": "Paid", "declined": "Declined", "requested": "Requested", "completed": "Completed",
      "failed": "Failed", "approved": "Approved", "rejected": "Rejected", "suspended": "Suspended",
      "closed": "Closed", "draft": "Draft", "active": "Active", "archived": "Archived",
      "deleted": "Deleted", "uploaded": "Uploaded", "accepted": "Accepted", "inactive": "Not activated",
      "banned": "Banned",
    ]
    for status in OrderStatus.allCases { words[status.rawValue] = status.label }
    return words
  }()

  private static let kinds: [String: Words] = {
    var words: [String: Words] = [
      "default": "Default", "category": "Category", "shop": "Shop", "individual": "A person in their own name",
      "company": "A company", "customer": "Customer", "newOrders": "New orders",
      "orderChanges": "Changes to orders", "lowStock": "Low stock", "messages": "Messages from customers",
      "avatar": "Logo", "banner": "Banner",
    ]
    for role in AdminRole.allCases { words[role.rawValue] = role.title }
    for permission in Permission.allCases where words[permission.rawValue] == nil {
      words[permission.rawValue] = permission.title
    }
    for kind in DestinationKind.allCases { words[kind.rawValue] = kind.title }
    for kind in DocumentKind.allCases { words[kind.rawValue] = kind.title }
    return words
  }()
}
