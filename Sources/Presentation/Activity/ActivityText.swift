import Areas
import Catalog
import Identity
import Kernel
import Ordering
import Settlement
import Vendors
import Web

/// Before a variant's title in the name of the field that tells of it.
private let variantPrefix = "variant "

/// Fields and values of one entry of the audit log in words.
struct ActivityText {
  /// What the entry is about, as `order`: the same field holds other things elsewhere.
  let noun: String
  let reader: Reader

  init(of action: String, for reader: Reader) {
    noun = String(action.prefix { $0 != "." })
    self.reader = reader
  }

  /// What changed in a field.
  func change(_ change: AuditChange) -> ActivityChange {
    ActivityChange(
      title(of: change.field, change.after ?? change.before),
      before: change.before.flatMap { words($0, of: change.field) },
      after: change.after.flatMap { words($0, of: change.field) })
  }

  /// The name of a field; of one that has no name of its own, what its value is called.
  private func title(of field: String, _ value: JSONValue?) -> Words {
    // Entries of earlier versions hold it as a number alone.
    if field == "flat", case .object? = value { return "Flat amount" }
    if let title = ActivityFields.titles[field] { return title }
    if field.hasPrefix(variantPrefix) {
      return "Variant \(Variant.name(of: String(field.dropFirst(variantPrefix.count))))"
    }
    if field.hasPrefix(Translations.auditPrefix) {
      let tag = String(field.dropFirst(Translations.auditPrefix.count))
      return "Texts in \(Languages.find(tag)?.readName ?? tag)"
    }
    if case .string(let name)? = value?["name"] { return Words(verbatim: name) }
    return Words(verbatim: field)
  }

  /// A value as people read it: amounts as money, members with their names; `nil` for nothing.
  private func words(_ value: JSONValue, of field: String) -> Words? {
    switch value {
    case .null: return nil
    case .boolean(let value): return value ? "yes" : "no"
    case .integer(let number):
      return field == "basisPoints" ? Words(verbatim: Percent.text(number)) : "\(number)"
    case .number(let value): return Words(verbatim: String(value))
    case .string(let text): return text.isEmpty ? nil : known(text, field) ?? Words(verbatim: text)
    case .array(let items):
      let all = items.compactMap { words($0, of: field) }
      return all.isEmpty ? nil : "\(list: all)"
    case .object(let members):
      if let sentence = value.words { return sentence }
      if let money = money(members) { return "\(money)" }
      return .beside(
        members.sorted { $0.key < $1.key }.compactMap { name, value in
          words(value, of: name).map { "\(title(of: name, value)): \($0)" }
        })
    }
  }

  private func money(_ members: [String: JSONValue]) -> Money? {
    guard members.count == 2, case .integer(let amount)? = members["amount"],
      case .string(let code)? = members["currency"], let currency = Currency(code)
    else { return nil }
    return Money(amount, currency)
  }

  /// What a code means; `nil` for what somebody typed.
  private func known(_ text: String, _ field: String) -> Words? {
    switch text {
    // Of what no log may hold it tells only that it is another one.
    case "changed": return "changed"
    case "[redacted]": return "not shown"
    default: break
    }
    switch field {
    case "status": return status(text)
    case "kind":
      return noun == "attribute"
        ? CategoryAttribute.Kind(rawValue: text)?.title
        : DestinationKind(rawValue: text)?.title ?? DocumentKind(rawValue: text)?.title
    case "payment": return PaymentStatus(rawValue: text)?.title
    case "state": return PersonState(rawValue: text)?.title
    case "role", "adminRole": return text == "none" ? "No role" : AdminRole(rawValue: text)?.title
    case "of": return text == "all" ? "All sales" : nil
    case "scope": return CommissionScope(rawValue: text)?.title
    case "country", "countries": return "\(country: text)"
    case "descriptionFormat": return DescriptionFormat(rawValue: text)?.label
    case "permissions": return Permission(rawValue: text)?.title
    case "silenced": return ShopNotice(rawValue: text)?.title
    case "picture": return picture(text)
    case "openingHours": return hours(text)
    default: return nil
    }
  }

  private func status(_ text: String) -> Words? {
    switch noun {
    case "order": OrderStatus(rawValue: text)?.label
    case "payout": PayoutState(rawValue: text)?.title(for: reader)
    case "shop": ShopStatus(rawValue: text)?.title(for: reader)
    case "document": DocumentStatus(rawValue: text)?.title(for: reader)
    case "product": ProductStatus(rawValue: text)?.title
    case "refund": RefundState(rawValue: text).map(title)
    default: nil
    }
  }

  private func title(_ state: RefundState) -> Words {
    switch state {
    case .pending: "On its way"
    case .succeeded: "Sent back"
    case .declined: "Declined"
    }
  }

  private func picture(_ text: String) -> Words? {
    ShopPicture(rawValue: text).map { $0 == .avatar ? "Picture of the shop" : "Banner" }
  }

  /// `monday 09:00–18:00` with the day's name.
  private func hours(_ text: String) -> Words? {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let day = Weekday(rawValue: parts[0]) else { return nil }
    return "\(day.title): \(parts[1])"
  }
}
