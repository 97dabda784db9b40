import Kernel

/// One thing by which a list can be narrowed.
package struct ListFilter: Sendable {
  /// How it is asked for.
  package enum Kind: Sendable {
    /// One of a few.
    case choice([Choice])
    /// A line of text.
    case text
    /// A day of the calendar.
    case day
    /// An amount, typed in this currency.
    case money(String)
  }

  let name: String
  let label: Words
  let kind: Kind

  /// The filter that sends `name`.
  package init(_ name: String, _ label: Words, _ kind: Kind) {
    self.name = name
    self.label = label
    self.kind = kind
  }

  /// The field that asks for it.
  func field(_ form: FormState) -> HTML {
    switch kind {
    case .choice(let choices): Field.select(name, label, choices, in: form, required: false, prompt: "Any")
    case .text: Field.text(name, label, in: form, required: false, maximumLength: 200)
    case .day: Field.input("date", name, label, in: form, required: false)
    case .money(let currency): Field.money(name, label, currency: currency, in: form, required: false)
    }
  }

  /// How people read a value of it.
  func title(_ value: String) -> Words {
    guard case .choice(let choices) = kind, let choice = choices.first(where: { $0.value == value }) else {
      return Words(verbatim: value)
    }
    return choice.label
  }
}

/// A list as somebody wants to see it again, under a name that they gave it.
package struct ListView: Hashable, Sendable {
  let name: String
  let query: String
  let removal: String

  /// The view with what stands in the address of the list, without the question mark, and where it is deleted.
  package init(_ name: String, query: String, removal: String) {
    self.name = name
    self.query = query
    self.removal = removal
  }
}

/// What is kept of a list for whoever looks at it.
package struct ListMemory: Sendable {
  let views: [ListView]
  let columns: [String]?
  let viewsPath: String
  let columnsPath: String

  /// Their views, the columns that they chose, and where forms about both go.
  package init(views: [ListView], columns: [String]?, viewsPath: String, columnsPath: String) {
    self.views = views
    self.columns = columns
    self.viewsPath = viewsPath
    self.columnsPath = columnsPath
  }
}
