import Kernel

/// One field that somebody changed.
package struct ActivityChange: Sendable {
  let field: Words
  let before: Words?
  let after: Words?

  /// The field with its value before and after; `nil` when there was none.
  package init(_ field: Words, before: Words?, after: Words?) {
    self.field = field
    self.before = before
    self.after = after
  }
}

/// Something that somebody did.
package struct Activity: Sendable {
  let title: Words
  let detail: Words?
  let person: Words
  let badge: HTML?
  let at: Timestamp
  let facts: [(name: Words, value: HTML)]
  let changes: [ActivityChange]

  /// What was done, to what (`detail`), by whom (`person`, with a `badge` for their part) and when; `facts`
  /// and `changes` are seen when it is opened.
  package init(
    _ title: Words, detail: Words?, person: Words, badge: HTML? = nil, at: Timestamp,
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
    <div class="activity__body">\(table(activity.changes))\(Card.facts(activity.facts))</div></details></li>
    """
  }

  /// What changed, field by field; nothing where nothing did.
  package static func table(_ changes: [ActivityChange]) -> HTML {
    if changes.isEmpty { return HTML() }
    let rows = changes.map { change -> HTML in
      """
      <tr><th scope="row" dir="auto">\(change.field)</th><td dir="auto">\(value(change.before))</td>\
      <td dir="auto">\(value(change.after))</td></tr>
      """
    }
    return """
      <table class="changes"><caption class="visually-hidden">\(say: "What changed")</caption><thead><tr>\
      <th scope="col">\(say: "Field")</th><th scope="col">\(say: "Before")</th><th scope="col">\(say: "After")</th></tr></thead>\
      <tbody>\(rows)</tbody></table>
      """
  }

  private static func value(_ value: Words?) -> HTML {
    value.map { HTML($0) } ?? "<span class=\"muted\">\(say: "nothing")</span>"
  }
}
