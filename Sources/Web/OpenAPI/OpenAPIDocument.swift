import HTTPTypes
import Kernel

/// The OpenAPI 3.1 document of the API, made from the route declarations.
package struct OpenAPIDocument: Sendable {
  private let routes: [Route]
  private let configuration: WebConfiguration

  /// The document of these routes; pages are left out.
  package init(routes: [Route], configuration: WebConfiguration) {
    self.routes = routes.filter { $0.documentation != nil }
    self.configuration = configuration
  }

  /// The document.
  package func json() -> JSONValue {
    var components = SchemaComponents()
    var paths: [String: [String: JSONValue]] = [:]
    for route in routes {
      guard let documentation = route.documentation else { continue }
      let operation = operation(route, documentation)
      paths[route.path, default: [:]][route.method.rawValue.lowercased()] = operation.json(&components)
    }
    _ = ProblemOutput.schema(&components)
    return .object([
      "openapi": "3.1.0",
      "info": .object([
        "title": .string("\(configuration.title) API"), "version": .string(configuration.version),
        "description": .string(OpenAPIDocument.introduction),
      ]),
      "servers": [.object(["url": .string(configuration.publicURL)])],
      "tags": .array(tags.map { .object(["name": .string($0)]) }),
      "paths": .object(paths.mapValues(JSONValue.object)),
      "components": .object([
        "schemas": .object(components.schemas),
        "securitySchemes": .object([
          "bearer": .object(["type": "http", "scheme": "bearer"]),
          "cookie": .object([
            "type": "apiKey", "in": "cookie", "name": .string(Cookie.sessionName),
          ]),
        ]),
      ]),
    ])
  }

  /// The document as text.
  package func bytes() -> [UInt8] { JSONWriter.bytes(of: json()) }

  /// The tags in the order in which routes first name them.
  var tags: [String] {
    var seen: [String] = []
    for route in routes {
      if let tag = route.documentation?.tag, !seen.contains(tag) { seen.append(tag) }
    }
    return seen
  }

  /// The description of a route, which knows whether another one shows what it changes.
  func operation(_ route: Route, _ documentation: RouteDocumentation) -> OpenAPIOperation {
    OpenAPIOperation(
      route: route, documentation: documentation,
      isShown: routes.contains { $0.method == .get && $0.kind == .api && $0.path == route.path })
  }

  /// The documented routes with this tag.
  func routes(tagged tag: String) -> [Route] { routes.filter { $0.documentation?.tag == tag } }

  private static let introduction = """
    Money is an exact amount in minor units with its currency. Times are RFC 3339 in UTC. Identifiers sort \
    by time. Lists answer `{"items", "nextCursor"}`; hand `nextCursor` back as `cursor`. Errors are \
    problem+json (RFC 9457). A request with an `Idempotency-Key` takes effect once: send it again with the same \
    key after a lost answer or a 503, and you get the answer that was committed with the effect, marked \
    `Idempotent-Replayed: true`. A change with an `If-Match` is made for the state whose ETag that is; where there is \
    another state by now, nothing is changed. Customers read texts of products, categories and shops in the \
    language that `?language=` or `Accept-Language` names, where they are translated; whoever manages them \
    reads what was written, and all `translations` beside it. Prices of products, listings, carts and checkouts are those \
    of the market whose code `?market=` names, else of the one that the cookie `market` names, where goods have prices in \
    it; a checkout is at the prices of the market that the delivery country is in.
    """
}
