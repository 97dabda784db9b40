import Kernel

/// What the API answers, declared once: the declaration writes the JSON and describes it for the OpenAPI
/// document.
package protocol Output: JSONWritable {
  /// The name of the schema in the OpenAPI document; the type's name without `Output` unless given.
  static var schemaName: String { get }
  /// The members, in the order they are written.
  static var fields: [OutputField<Self>] { get }
  /// The response that carries this value; pages add a `Link`, `NoContent` has no body.
  func response(to request: Request, status: HTTPStatus) -> Response
}

/// One member of an output.
package struct OutputField<Root>: Sendable {
  let name: String
  /// `"name":` as bytes.
  let key: [UInt8]
  let write: @Sendable (Root, inout JSONWriter) -> Void
  let schema: @Sendable (inout SchemaComponents) -> JSONValue

  /// The member `name` with what `value` makes of the root.
  package init<Value: JSONWritable>(_ name: String, _ value: @escaping @Sendable (Root) -> Value) {
    self.name = name
    var writer = JSONWriter(capacity: 16)
    writer.key(name)
    key = writer.bytes
    write = { root, writer in value(root).write(to: &writer) }
    schema = { components in Value.schema(&components) }
  }
}

extension Output {
  package static var schemaName: String {
    let name = String(describing: Self.self)
    return name.hasSuffix("Output") ? String(name.dropLast("Output".count)) : name
  }

  /// Appends the value.
  package func write(to writer: inout JSONWriter) {
    writer.raw(UInt8(ascii: "{"))
    var isFirst = true
    for field in Self.fields {
      writer.separate(&isFirst)
      writer.raw(field.key)
      field.write(self, &writer)
    }
    writer.raw(UInt8(ascii: "}"))
  }

  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue {
    components.named(schemaName) { components in
      var properties: [String: JSONValue] = [:]
      for field in fields { properties[field.name] = field.schema(&components) }
      return .object([
        "type": "object", "properties": .object(properties),
        "required": .array(fields.map { .string($0.name) }),
      ])
    }
  }

  /// The response that carries this value.
  package func response(to request: Request, status: HTTPStatus) -> Response {
    .json(self, status: status)
  }
}

/// The answer of what has nothing to tell: 204 without a body.
package struct NoContent: Output {
  package static let fields: [OutputField<Self>] = []

  /// Nothing.
  package init() {}

  /// The response that carries this value.
  package func response(to request: Request, status: HTTPStatus) -> Response { Response(status: .noContent) }
}

/// Marks the answers of lists, whose routes take `?limit=` and `?cursor=`.
protocol PagedOutput {}

extension Page: PagedOutput {}

extension Page: JSONWritable where Item: Output {}

extension Page: Output where Item: Output {
  package static var schemaName: String { "\(Item.schemaName)Page" }

  package static var fields: [OutputField<Self>] {
    [.init("items") { $0.items }, .init("nextCursor") { $0.nextCursor }]
  }

  /// Appends the value.
  package func write(to writer: inout JSONWriter) {
    writer.raw(#"{"items":"#)
    items.write(to: &writer)
    writer.raw(#","nextCursor":"#)
    nextCursor.write(to: &writer)
    writer.raw(UInt8(ascii: "}"))
  }

  /// Adds `Link: <…>; rel="next"` (RFC 8288) when there is a next page.
  package func response(to request: Request, status: HTTPStatus) -> Response {
    var response = Response.json(self, status: status)
    if let nextCursor {
      let query = request.query.setting("cursor", nextCursor.description)
      response.headers[.link] = "<\(request.path)?\(query.encoded)>; rel=\"next\""
    }
    return response
  }
}

/// An answer whose handler chooses status, head or cookies by itself.
package struct Reply<Body: Output>: Output {
  package let body: Body
  let status: HTTPStatus?
  let headers: HTTPHeaders
  let cookies: [Cookie]

  /// `body` with another status than the route's, more headers, or cookies.
  package init(_ body: Body, status: HTTPStatus? = nil, headers: HTTPHeaders = [:], cookies: [Cookie] = []) {
    self.body = body
    self.status = status
    self.headers = headers
    self.cookies = cookies
  }

  package static var schemaName: String { Body.schemaName }
  package static var fields: [OutputField<Self>] { [] }
  /// Appends the value.
  package func write(to writer: inout JSONWriter) { body.write(to: &writer) }
  /// The schema of every such value.
  package static func schema(_ components: inout SchemaComponents) -> JSONValue { Body.schema(&components) }

  /// The response that carries this value.
  package func response(to request: Request, status: HTTPStatus) -> Response {
    var response = body.response(to: request, status: self.status ?? status)
    for field in headers { response.headers[field.name] = field.value }
    response.cookies += cookies
    return response
  }
}
