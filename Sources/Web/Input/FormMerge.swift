import Kernel

private let longestShown = 300

/// A form whose changes don't fit what was changed elsewhere meanwhile; nothing of it was done.
package struct StaleForm: Error {
  /// The form to be shown again: what was typed, what others changed in all other fields, and beside each field that
  /// both changed the value that it has now. Sent once more it wins.
  package let form: FormState
  /// What is answered.
  package let problem: Problem
}

/// Brings three states of a form together: what it showed, what was sent, and what is there now. A field that nobody
/// touched in the form keeps its present value; one that was changed in the form alone gets what was typed; one that
/// was changed on both sides, differently, is a conflict.
struct FormMerge {
  private let basis: FormBasis
  private let sent: KeyedForm
  private let present: KeyedForm
  private let naming: (String, String) -> Words?
  private var merged = KeyedForm()
  private var conflicts: [(name: String, message: Words)] = []

  /// What a verb is to read: the form as it was sent where it has no basis. `naming` says of a field and its present
  /// value how people read it, as for a choice. Throws `StaleForm`.
  static func fields(
    _ form: Parameters, over present: FormState, naming: (String, String) -> Words? = { _, _ in nil }
  ) throws -> Parameters {
    guard let text = form[FormBasis.field] else { return form }
    let basis = try FormBasis(text: text)
    var sent = Dictionary(grouping: form.pairs, by: \.name).mapValues { $0.map(\.value) }
    sent[FormBasis.field] = nil
    return try withoutActuallyEscaping(naming) { naming in
      var merge = FormMerge(
        basis: basis, sent: KeyedForm(sent), present: KeyedForm(present.values), naming: naming)
      return try merge.run(over: present)
    }
  }

  private init(
    basis: FormBasis, sent: KeyedForm, present: KeyedForm, naming: @escaping (String, String) -> Words?
  ) {
    self.basis = basis
    self.sent = sent
    self.present = present
    self.naming = naming
  }

  private mutating func run(over stored: FormState) throws -> Parameters {
    let lists = Set(sent.rows.keys).union(present.rows.keys)
    let names = basis.names.union(sent.values.keys).union(present.values.keys)
    // Once for all lists: whoever writes a form says how many there are.
    var places: [String: [String: [String]]] = [:]
    for name in names.sorted() {
      guard let place = KeyedForm.Place(name), lists.contains(place.list) else {
        decide(name)
        continue
      }
      places[place.list, default: [:]][place.key, default: []].append(name)
    }
    let shown = basis.rows
    for list in lists.sorted() { mergeRows(of: list, places[list] ?? [:], shown: shown[list] ?? []) }
    let (fields, plainNames) = merged.numbered()
    guard conflicts.isEmpty else {
      let problem = Problem(
        .conflict,
        """
        Somebody changed this while you had it open. Nothing is saved yet: look at what is marked, and save again \
        to keep what you typed.
        """,
        fields: conflicts.map {
          FieldError(field: plainNames[$0.name] ?? $0.name, code: "changed", message: $0.message)
        })
      var form = FormState(id: stored.id, values: fields, problem: problem)
      form.basis = FormBasis(stored.values)
      throw StaleForm(form: form, problem: problem)
    }
    return Parameters(
      fields.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (name, $0) } })
  }

  private mutating func decide(_ name: String) {
    let typed = sent.values[name] ?? []
    let now = present.values[name] ?? []
    let isTouched = !basis.showed(typed, in: name)
    // A field that the form doesn't have, and did not have, is none of its business.
    guard isTouched else {
      if present.values[name] != nil || sent.values[name] != nil { merged.values[name] = now }
      return
    }
    merged.values[name] = typed
    let isSame = FormBasis.canonical(typed) == FormBasis.canonical(now)
    guard !isSame, !basis.showed(now, in: name), !isBookkeeping(name) else { return }
    conflicts.append((name, message(name, now)))
  }

  /// `rowNames` are the names of the fields of each row in their order, `shown` the rows that the form showed.
  private mutating func mergeRows(of list: String, _ rowNames: [String: [String]], shown: Set<String>) {
    let present = self.present.rows[list] ?? []
    let sent = self.sent.rows[list] ?? []
    let (isPresent, isSent) = (Set(present), Set(sent))
    var kept: [String] = []
    for key in sent {
      let fields = rowNames[key] ?? []
      if shown.contains(key), !isPresent.contains(key) {
        guard fields.contains(where: { !basis.showed(self.sent.values[$0] ?? [], in: $0) }) else { continue }
        revive(key, of: list, fields)
      } else {
        fields.forEach { decide($0) }
      }
      kept.append(key)
    }
    for key in present where !shown.contains(key) && !isSent.contains(key) {
      for name in rowNames[key] ?? [] { merged.values[name] = self.present.values[name] }
      kept.append(key)
    }
    merged.rows[list] = kept
  }

  /// A row that was changed here and removed elsewhere: saved again it is a new one.
  private mutating func revive(_ key: String, of list: String, _ fields: [String]) {
    for name in fields { merged.values[name] = sent.values[name] }
    merged.values["\(list)[\(key)].id"] = [""]
    let touched = fields.first { !basis.showed(sent.values[$0] ?? [], in: $0) }
    conflicts.append((touched ?? "\(list)[\(key)].id", "This was removed meanwhile."))
  }

  /// Fields called `former…` tell what was and are changed by no one; what they belong to tells of a conflict.
  private func isBookkeeping(_ name: String) -> Bool {
    name.split(separator: ".").last?.hasPrefix("former") ?? false
  }

  private func message(_ name: String, _ now: [String]) -> Words {
    let values = FormBasis.canonical(now)
    guard !values.isEmpty else { return "This was emptied meanwhile." }
    let plain = KeyedForm.Place(name).map { "\($0.list)\($0.rest)" } ?? name
    let text = values.map { naming(plain, $0)?.text ?? $0 }.joined(separator: ", ")
    let cut = text.count > longestShown ? text.prefix(longestShown) + "…" : text[...]
    return "This is “\(String(cut))” now."
  }
}

extension Request {
  /// What a form that changes something asks for: `show` makes the form of what is there now, `read` reads the fields
  /// once those that nobody touched are the present ones. The verb's transaction ends with `StaleForm` when both were
  /// changed; `RefusedForm` answers it.
  package func edit<Present, Changes>(
    over show: @escaping @Sendable (Present) -> FormState,
    naming: @escaping @Sendable (String, String) -> Words? = { _, _ in nil },
    _ read: @escaping @Sendable (Parameters) throws -> Changes
  ) -> Edit<Present, Changes> {
    let form = formValues
    // The transaction's thread knows no reader, and forms show amounts and names as their reader writes them.
    let language = Language.current
    return { present in
      try Language.$current.withValue(language) {
        try read(FormMerge.fields(form, over: show(present), naming: naming))
      }
    }
  }

  /// What an API's body asks for, where `If-Match` names the present state; `view` is what GET shows of it, and `answer`
  /// what the change itself shows, where that is more. The verb's transaction ends with `.preconditionFailed` when it
  /// names another one.
  package func edit<Present, Changes, Answer: Output>(
    _ changes: Changes, ifMatches view: @escaping @Sendable (Present) throws -> Answer,
    or answer: (@Sendable (Present) throws -> Answer)? = nil
  ) -> Edit<Present, Changes> where Changes: Sendable {
    let asked = headers[values: .ifMatch]
    let language = Language.current
    return { present in
      guard !asked.isEmpty else { return changes }
      let tags = try Language.$current.withValue(language) {
        try [view, answer ?? view].map { EntityTag.strong(JSONWriter.bytes(of: try $0(present))) }
      }
      let names = asked.joined(separator: ",")
      guard tags.contains(where: { EntityTag.isNamed(by: names, $0) }) else {
        throw Problem(.preconditionFailed)
      }
      return changes
    }
  }

  /// What a removal asks for, where `If-Match` names the present state; `view` and `answer` are as for `edit`.
  package func condition<Present, Answer: Output>(
    ifMatches view: @escaping @Sendable (Present) throws -> Answer,
    or answer: (@Sendable (Present) throws -> Answer)? = nil
  ) -> Condition<Present> { edit((), ifMatches: view, or: answer) }
}
