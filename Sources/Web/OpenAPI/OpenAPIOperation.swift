import HTTPTypes
import Kernel

/// The description of one route.
struct OpenAPIOperation {
  let route: Route
  let documentation: RouteDocumentation
  /// Whether GET of the same address shows what the route changes.
  var isShown = false

  func json(_ components: inout SchemaComponents) -> JSONValue {
    var operation: [String: JSONValue] = [
      "operationId": .string(operationID), "summary": .string(documentation.summary),
      "tags": [.string(documentation.tag)], "responses": .object(responses(&components)),
      "security": security, "description": .string(route.access.sentence), "x-access": access,
    ]
    let parameters = parameters(&components)
    if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
    if let body = requestBody(&components) { operation["requestBody"] = body }
    return .object(operation)
  }

  /// The names of the variables in the path.
  var pathNames: [String] {
    route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { piece in
      String(piece.dropFirst().dropLast(piece.hasSuffix("*}") ? 2 : 1))
    }
  }

  /// As `get_shops_shop_products`: the method and the parts of the path.
  var operationID: String {
    let parts = route.path.dropFirst(Route.apiPrefix.count).split(separator: "/").map { piece in
      String(piece.filter { $0.isLetter || $0.isNumber })
    }
    return ([route.method.rawValue.lowercased()] + parts).joined(separator: "_")
  }

  /// Whether a change can name the state that it was made for, and answers with the next one.
  var isConditional: Bool { route.comparesState }
  /// Whether a change can name the state that it was made for.
  var takesState: Bool { isConditional || (isShown && !route.method.isSafe) }

  /// The fields of the query, with those that every list takes.
  var queryFields: [DescribedField] {
    var fields = documentation.query?() ?? []
    guard documentation.isPaged else { return fields }
    for field in PageQuery.described() where !fields.contains(where: { $0.name == field.name }) {
      fields.append(field)
    }
    return fields
  }

  private func parameters(_ components: inout SchemaComponents) -> [JSONValue] {
    var parameters = pathNames.map { name in
      parameter(name, place: "path", isRequired: true, .object(["type": "string", "minLength": 1]))
    }
    for field in queryFields {
      let schema = field.schema(&components)
      parameters.append(
        parameter(
          field.name, place: "query", isRequired: field.isRequired,
          field.isRequired ? schema : orEmpty(schema)))
    }
    if route.isIdempotent {
      let schema: JSONValue = .object([
        "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$",
      ])
      parameters.append(
        parameter(
          "Idempotency-Key", place: "header", isRequired: false, schema,
          description:
            """
            A word of the client's choice; the same request with the same word is carried out once, and answered \
            the same for a day.\(guestKeys)
            """))
    }
    if takesState {
      parameters.append(
        parameter(
          "If-Match", place: "header", isRequired: false, .object(["type": "string"]),
          description:
            """
            The ETag of the state that the change was made for. When it is another one by now, nothing is changed and \
            the answer is 412.
            """))
    }
    return parameters
  }

  /// Whose key it is where nobody has to be signed in.
  private var guestKeys: String {
    guard route.access == .anyone, pathNames.isEmpty else { return "" }
    return route.knowsGuests
      ? " A guest's word counts together with what the content names of them."
      : " A guest's word counts here when it is a random UUID (version 4), which nobody else can know."
  }

  private func parameter(
    _ name: String, place: String, isRequired: Bool, _ schema: JSONValue, description: String? = nil
  ) -> JSONValue {
    var parameter: [String: JSONValue] = [
      "name": .string(name), "in": .string(place), "required": .boolean(isRequired), "schema": schema,
    ]
    if let description { parameter["description"] = .string(description) }
    return .object(parameter)
  }

  /// An empty value in a query counts as absent.
  private func orEmpty(_ schema: JSONValue) -> JSONValue {
    if case .string("array")? = schema["type"] { return schema }
    if case .string("string")? = schema["type"], schema["pattern"] == nil, schema["enum"] == nil,
      schema["format"] == nil
    {
      return schema
    }
    return .object(["anyOf": [schema, .object(["type": "string", "maxLength": 0])]])
  }

  private func requestBody(_ components: inout SchemaComponents) -> JSONValue? {
    guard !route.method.isSafe, !route.bodyKind.isEmpty else { return nil }
    var content: [String: JSONValue] = [:]
    for type in route.bodyKind.contentTypes {
      let schema: JSONValue
      if type == "application/json" {
        schema = documentation.body?(&components) ?? .object([:])
      } else if type == "multipart/form-data" {
        schema = .object(["type": "object"])
      } else {
        schema = .object(["type": "string"])
      }
      content[type] = .object(["schema": schema])
    }
    return .object(["required": .boolean(!documentation.isBodyOptional), "content": .object(content)])
  }

  /// The permission that the route asks for, for programs that read the document.
  private var access: JSONValue {
    switch route.access {
    case .anyone: .object(["for": "anyone"])
    case .signedIn: .object(["for": "signed-in"])
    case .shop(let permission): .object(["for": "shop", "permission": .string(permission.rawValue)])
    case .admin(let permission):
      .object([
        "for": "admin", "permission": .string(permission.rawValue),
        "roles": .array(permission.roles.map { .string($0.rawValue) }),
      ])
    }
  }

  private var security: JSONValue {
    let credentials: [JSONValue] = [.object(["bearer": []]), .object(["cookie": []])]
    if route.access != .anyone { return .array(credentials) }
    return route.cache == .catalogue ? [] : .array([.object([:])] + credentials)
  }
}
