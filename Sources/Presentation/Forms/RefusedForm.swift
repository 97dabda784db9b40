import Kernel
import Web

/// The one answer to a form that is refused: the same page again, with what was typed and what is wrong.
package enum RefusedForm {
  /// Does what a form asks for. What is refused is shown by the page that `again` makes, with the problem's
  /// status. `missing` says by field name what is said of fields that were left empty, `beside` which field a kind
  /// of problem is about, so that it is told there. `elsewhere` is asked first, for problems that lead to another
  /// page. Problems that are not about what was typed (`belongsToForm`) get a page of their own. A form that was
  /// overtaken by another change (`StaleForm`) is shown with both.
  package static func answer(
    _ request: Request, form id: String = "f", missing: [String: Words] = [:],
    beside fields: [ProblemKind: String] = [:], _ act: () async throws -> Response,
    again: (FormState, Problem) async throws -> HTML,
    elsewhere: (Problem) async throws -> Response? = { _ in nil }
  ) async throws -> Response {
    do {
      return try await act()
    } catch let problem as Problem {
      if let response = try await elsewhere(problem) { return response }
      let field = fields[problem.kind]
      guard problem.belongsToForm || field != nil else { throw problem }
      let told = problem.told(beside: field).naming(missing)
      let html = try await again(FormState(id: id, request.formValues, problem: told), told)
      let response = Response.html(html, status: problem.pageStatus)
      guard let seconds = problem.retryAfterSeconds else { return response }
      return response.header(.retryAfter, String(seconds))
    } catch let stale as StaleForm {
      var form = stale.form
      form.id = id
      return .html(try await again(form, stale.problem), status: stale.problem.pageStatus)
    }
  }

  /// Does what a button asks for, where no form is to be shown again: what is refused is told on top of the page at
  /// `path`, in the problem's own words. Problems of the kinds in `also` are told there, too, instead of on a page of
  /// their own, and so is that another change was faster (`StaleForm`).
  package static func redirect(
    to path: String, also: Set<ProblemKind> = [], _ act: () async throws -> Response
  ) async throws -> Response {
    do {
      return try await act()
    } catch let problem as Problem where problem.belongsToForm || also.contains(problem.kind) {
      return .redirect(to: path, flash: .error(problem.detail))
    } catch is StaleForm {
      return .redirect(to: path, flash: .error(Problem(.conflict).detail))
    }
  }
}

extension Problem {
  /// The status of a page that shows a refused form again.
  package var pageStatus: HTTPStatus { HTTPStatus(code: kind.status) }

  /// The same, with these sentences for fields that were left empty.
  package func naming(_ missing: [String: Words]) -> Problem {
    let named = fields.map { error in
      guard error.code == "required", let message = missing[error.field] else { return error }
      return FieldError(field: error.field, code: error.code, message: message)
    }
    return Problem(kind, detail, fields: named, retryAfterSeconds: retryAfterSeconds)
  }

  /// The same beside this field, unless fields are named already.
  package func told(beside field: String?) -> Problem {
    guard let field, fields.isEmpty else { return self }
    let error = FieldError(field: field, code: kind.rawValue, message: detail)
    return Problem(kind, detail, fields: [error], retryAfterSeconds: retryAfterSeconds)
  }

  /// Whether the form that was sent says it, rather than a page of its own.
  package var belongsToForm: Bool {
    switch kind {
    case .notFound, .unauthenticated, .forbidden, .confirmationNeeded, .crossSiteRequest, .malformedRequest,
      .unsupportedMediaType:
      false
    // What was typed is kept, while somebody looks for a smaller file or tries again.
    case .tooLarge, .unavailable: true
    default: kind.status < 500
    }
  }
}

extension Parameters {
  /// What a form that shows all of something has to say. A field that was emptied though it is needed is refused with
  /// its sentence, where the API leaves alone what is absent; everything else that is wrong is told with it.
  package func read<T: Input>(_ type: T.Type, needing needed: [(name: String, message: Words)]) throws -> T {
    var errors = needed.filter { has($0.name) && (self[$0.name] ?? "").trimmed.isEmpty }.map {
      FieldError(field: $0.name, code: "required", message: $0.message)
    }
    do {
      let input = try T.read(self)
      if errors.isEmpty { return input }
    } catch let problem as Problem where problem.kind == .invalidInput {
      errors += problem.fields.filter { other in !errors.contains { $0.field == other.field } }
    }
    throw Problem(.invalidInput, fields: errors)
  }
}
