import Kernel

/// One field that somebody changed.
package struct ActivityChange: Sendable {
  let field: String
  let before: JSONValue?
  let after: JSONValue?

  /// The field in words, with its value before and after; `nil` when there was none.
  package init(_ field: String, before: JSONValue?, after: JSONValue?) {
    self.field = field
    self.before = before
    self.after = after
  }
}

/// Something that somebody did.
package struct Activity: Sendable {
  let title: Words
  let detail: Words?
  let person: String
  let badge: HTML?
  let at: Timestamp
  let facts: [(name: Words, value: HTML)]
  let changes: [ActivityChange]

  /// What was done, to what (`detail`), by whom (`person`, with a `badge` for their part) and when; `facts`
  /// and `changes` are seen when it is opened.
  package init(
    _ title: Words, detail: Words?, person: String, badge: HTML? = nil, at: Timestamp,
    facts: [(name: Words, value: HTML)], changes: [ActivityChange]
  ) {
    self.title = title
    self.detail = detail
    self.person = person
    self.badge = badge
    self.at = at
    self.facts = facts
    self.changes = changes
  }
}

/// What people did, newest first; each entry opens to what changed.
package enum ActivityList {
  /// The list. `caption` says what it holds (for screen readers).
  package static func show(_ caption: Words, _ activities: [Activity]) -> HTML {
    "<ol class=\"activity\" aria-label=\"\(caption)\">\(activities.map(entry))</ol>"
  }

  private static func entry(_ activity: Activity) -> HTML {
    """
    <li><details class="activity__entry"><summary class="activity__head">\
    <span class="activity__what"><span class="activity__title">\(activity.title)</span>\
    \(activity.detail.map { "<span class=\"activity__detail\" dir=\"auto\">\($0)</span>" } as HTML?)</span>\
    <span class="activity__who"><span dir="auto">\(activity.person)</span>\(activity.badge)</span>\
    <span class="activity__when">\(activity.at.dateTimeHTML)</span>\(Icon.show(.chevronDown))</summary>\
    <div class="activity__body">\(changes(activity))\(Card.facts(activity.facts))</div></details></li>
    """
  }

  private static func changes(_ activity: Activity) -> HTML {
    if activity.changes.isEmpty { return HTML() }
    let rows = activity.changes.map { change -> HTML in
      """
      <tr><th scope="row" dir="auto">\(title(change.field))</th><td dir="auto">\(value(change.before))</td>\
      <td dir="auto">\(value(change.after))</td></tr>
      """
    }
    return """
      <table class="changes"><caption class="visually-hidden">\(say: "What changed")</caption><thead><tr>\
      <th scope="col">\(say: "Field")</th><th scope="col">\(say: "Before")</th><th scope="col">\(say: "After")</th></tr></thead>\
      <tbody>\(rows)</tbody></table>
      """
  }

  private static func value(_ value: JSONValue?) -> HTML {
    let text = value.map { ActivityText.words($0) } ?? ""
    return text.isEmpty ? "<span class=\"muted\">\(say: "nothing")</span>" : HTML(text: text)
  }

  private static func title(_ field: String) -> String { ActivityText.title(field) }
}

/// Values and names of fields in words.
package enum ActivityText {
  /// `lowStockThreshold` in words: "Low stock threshold".
  package static func title(_ field: String) -> String {
    var words = ""
    for character in field {
      let startsWord = character.isUppercase && (words.last?.isLowercase ?? false)
      if startsWord { words.append(" ") }
      if character == "_" || character == "." {
        words.append(" ")
      } else {
        words.append(contentsOf: startsWord ? character.lowercased() : String(character))
      }
    }
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// A value as people read it: amounts as money, lists with commas, members with their names.
  package static func words(_ value: JSONValue) -> String {
    switch value {
    case .null: return ""
    case .boolean(let value): return value ? "yes" : "no"
    case .integer(let value): return value.displayCount
    case .number(let value): return String(value)
    case .string(let text): return text
    case .array(let items): return items.map { words($0) }.joined(separator: ", ")
    case .object(let members):
      if let money = money(members) { return money.display }
      let parts = members.sorted { $0.key < $1.key }.map { (name: $0.key, text: words($0.value)) }
      return parts.filter { !$0.text.isEmpty }.map { "\(title($0.name)): \($0.text)" }.joined(separator: "; ")
    }
  }

  private static func money(_ members: [String: JSONValue]) -> Money? {
    guard members.count == 2, case .integer(let amount)? = members["amount"],
      case .string(let code)? = members["currency"], let currency = Currency(code)
    else { return nil }
    return Money(amount, currency)
  }
}
