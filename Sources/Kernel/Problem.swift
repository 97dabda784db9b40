/// What went wrong with one field of an input.
package struct FieldError: Hashable, Sendable {
  /// The field's path as the client wrote it, as `variants[0].price`.
  package let field: String
  /// A stable word for programs, as `required`, `too_long`, `unknown`.
  package let code: String
  /// A sentence for people that says what is expected.
  package let message: Words

  /// An error of the field at path `field`.
  package init(field: String, code: String, message: Words) {
    self.field = field
    self.code = code
    self.message = message
  }
}

/// The one error that a client can see. Verbs throw it; the responder renders it as problem+json (RFC 9457) or as a page.
package struct Problem: Error, Hashable, Sendable {
  package let kind: ProblemKind
  /// A sentence for people: what happened and what to do.
  package let detail: Words
  /// Every field that was wrong, for `.invalidInput`.
  package let fields: [FieldError]
  /// For refusals that end by themselves: seconds to wait.
  package let retryAfterSeconds: Int?
  /// What it would cost now, where that is what has to be agreed to first.
  package let total: Money?

  /// A problem of this kind; `detail` defaults to the kind's own title.
  package init(
    _ kind: ProblemKind, _ detail: Words? = nil, fields: [FieldError] = [], retryAfterSeconds: Int? = nil,
    total: Money? = nil
  ) {
    self.kind = kind
    self.detail = detail ?? kind.title
    self.fields = fields
    self.retryAfterSeconds = retryAfterSeconds
    self.total = total
  }

  /// An invalid input with one wrong field.
  package static func invalid(_ field: String, _ code: String, _ message: Words) -> Problem {
    Problem(.invalidInput, message, fields: [FieldError(field: field, code: code, message: message)])
  }

  /// What to show beside the form field with this name, if it was wrong.
  package func message(for field: String) -> Words? { fields.first { $0.field == field }?.message }
}
