import HTTPTypes
import Kernel

/// A problem as JSON (RFC 9457, `application/problem+json`).
struct ProblemOutput: Output {
  static let contentType = "application/problem+json"
  static let schemaName = "Problem"

  let problem: Problem
  let requestID: String

  static let fields: [OutputField<Self>] = [
    .init("type") { "/api/docs#" + $0.problem.kind.rawValue },
    .init("title") { $0.problem.kind.title },
    .init("status") { $0.problem.kind.status },
    .init("detail") { $0.problem.detail },
    .init("code") { $0.problem.kind.rawValue },
    .init("requestId") { $0.requestID },
    .init("total") { $0.problem.total },
    .init("errors") { $0.problem.fields.map(FieldErrorOutput.init) },
  ]
}

/// One wrong field of an input.
struct FieldErrorOutput: Output {
  static let schemaName = "FieldError"

  let error: FieldError

  static let fields: [OutputField<Self>] = [
    .init("field") { $0.error.field },
    .init("code") { $0.error.code },
    .init("message") { $0.error.message },
  ]
}

extension Response {
  /// The problem as JSON, with `Retry-After` when it ends by itself.
  static func problem(_ problem: Problem, requestID: String) -> Response {
    let output = ProblemOutput(problem: problem, requestID: requestID)
    var response = Response.json(output, status: HTTPStatus(code: problem.kind.status))
    response.headers[.contentType] = ProblemOutput.contentType
    if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
    if problem.kind == .unauthenticated { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }
}
