import HTTPTypes
import Kernel

// Every status that a route can answer with, and why.
extension OpenAPIOperation {
  func responses(_ components: inout SchemaComponents) -> [String: JSONValue] {
    var responses: [String: JSONValue] = [:]
    responses[String(documentation.status.code)] = success(&components)
    if route.method == .get {
      responses["304"] = .object([
        "description": "Nothing changed since the answer whose ETag was sent as If-None-Match."
      ])
    }
    var kinds: [ProblemKind] = []
    for kind in problems + documentation.problems where !kinds.contains(kind) { kinds.append(kind) }
    for (status, kinds) in Dictionary(grouping: kinds, by: \.status) {
      responses[String(status)] = problem(status, kinds, &components)
    }
    return responses
  }

  /// The problems that the pipeline itself can answer with on this route.
  var problems: [ProblemKind] {
    var kinds: [ProblemKind] = [.malformedRequest, .tooManyRequests, .unavailable]
    let isUnsafe = !route.method.isSafe
    let takesBody = isUnsafe && !route.bodyKind.isEmpty
    if route.access != .anyone || route.cache != .catalogue { kinds.append(.unauthenticated) }
    if isUnsafe { kinds += [.crossSiteRequest, .requestTimeout, .tooLarge] }
    if case .admin = route.access { kinds += [.forbidden, .secondFactorSetup] }
    if !pathNames.isEmpty { kinds.append(.notFound) }
    if takesBody { kinds += [.unsupportedMediaType, .invalidInput] }
    if takesState { kinds.append(.preconditionFailed) }
    if !queryFields.isEmpty { kinds.append(.invalidInput) }
    // A key that is none is an invalid input, too.
    if route.isIdempotent { kinds += [.invalidInput, .idempotencyMismatch, .idempotencyInProgress] }
    return kinds
  }

  private func success(_ components: inout SchemaComponents) -> JSONValue {
    var response: [String: JSONValue] = ["description": .string(reason)]
    switch documentation.answer {
    case .none: break
    case .json(let schema):
      response["content"] = .object(["application/json": .object(["schema": schema(&components)])])
    case .file(let contentType):
      response["content"] = .object([contentType: .object(["schema": .object(["type": "string"])])])
    }
    var headers: [String: JSONValue] = [:]
    if route.method == .get || isConditional { headers["ETag"] = header("Names this state of the answer.") }
    if documentation.isPaged { headers["Link"] = header("The next page, as rel=\"next\" (RFC 8288).") }
    if !headers.isEmpty { response["headers"] = .object(headers) }
    return .object(response)
  }

  private var reason: String {
    switch documentation.status.code {
    case 201: "Made."
    case 202: "Taken; the work goes on."
    case 204: "Done."
    default: "The answer."
    }
  }

  private func problem(
    _ status: Int, _ kinds: [ProblemKind], _ components: inout SchemaComponents
  ) -> JSONValue {
    let lines = kinds.map { "`\($0.rawValue)`: \($0.title)" }
    var response: [String: JSONValue] = [
      "description": .string(lines.joined(separator: "\n")),
      "content": .object([
        ProblemOutput.contentType: .object(["schema": ProblemOutput.schema(&components)])
      ]),
    ]
    if status == 429 || status == 503 {
      response["headers"] = .object(["Retry-After": header("Seconds to wait.")])
    }
    return .object(response)
  }

  private func header(_ description: String) -> JSONValue {
    .object(["description": .string(description), "schema": .object(["type": "string"])])
  }
}
