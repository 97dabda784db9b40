import Assembly
import HTTPTypes
import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors

@testable import Web

/// Whatever somebody sends, in every field of every address of the API: it is taken or refused, and never ends the
/// program.
struct ExtremeValueTests {
  private static let numbers: [JSONValue] = [
    .integer(.min), .integer(-1), .integer(.max), .number(1e308), .number(-9.3e18),
  ]
  private static let texts = [
    "9999999999-01-01T00:00:00Z", "2026-01-01T9999999999:00:00Z", "-9223372036854775808",
    "170141183460469231731687303715884105727", "a:-99999999999999999999..1",
  ]
  /// Places of lists as they give them, with numbers that no list has given.
  private static let cursors = [
    ["-9223372036854775808"], ["9223372036854775807"], ["newest", "9223372036854775807"],
    ["relevance", "-9223372036854775808"], ["-9223372036854775808", "9223372036854775807"],
    ["priceAscending", "-9223372036854775808", "EUREUREUR", ProductID().description],
    ["newest", "9223372036854775807", "", ProductID().description],
    ["EUR", "-9223372036854775808", OrderID().description],
    ["9223372036854775807", ProductID().description],
  ].map { Cursor($0).description }

  @Test(arguments: TestEngine.allCases)
  func noValueOfAQueryEndsTheProgram(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let walk = try await Walk(market)
      var asked = 0
      for route in market.assembly.routes() where route.kind == .api && route.method == .get {
        guard let documentation = route.documentation else { continue }
        for field in OpenAPIOperation(route: route, documentation: documentation).queryFields {
          let values = field.name == "cursor" ? Self.cursors : Self.texts + Self.numbers.map(Self.text)
          for value in values {
            let query = Parameters([(field.name, value)])
            await walk.send(route, query: query, about: "\(field.name)=\(value)")
            asked += 1
          }
        }
      }
      #expect(asked > 500)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func noValueOfABodyEndsTheProgram(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let walk = try await Walk(market)
      var asked = 0
      for route in market.assembly.routes() where route.kind == .api && route.bodyKind.contains(.json) {
        let fields = walk.fields(of: route)
        for value in Self.numbers + Self.texts.map(JSONValue.string) where !fields.isEmpty {
          let filled = fields.mapValues { walk.filled($0, with: value) }
          // Each by itself, and all together.
          for members in filled.map({ [$0.key: $0.value] }) + [filled] {
            await walk.send(route, body: .object(members), about: "\(members)")
            asked += 1
          }
        }
      }
      #expect(asked > 1_000)
    }
  }

  private static func text(_ number: JSONValue) -> String {
    switch number {
    case .integer(let whole): String(whole)
    case .number(let fraction): String(fraction)
    default: ""
    }
  }
}

/// Somebody who may do everything, in a shop that sells something.
private struct Walk {
  private static let maximumDepth = 6

  private let application: WebApplication
  private let shop: Shop
  private let names: [String: String]
  private let document: JSONValue

  init(_ market: Market) async throws {
    shop = try await market.openShop("Lamps")
    let variant = try await market.stock("Lamp", in: shop, price: 1000)
    names = ["variant": variant.description, "product": "lamp"]
    let routes = market.assembly.routes()
    application =
      TestAPI(routes: routes, sessions: TokenSessions(as: .superadmin), shops: AnyShop()).application
    document = OpenAPIDocument(routes: routes, configuration: WebConfiguration()).json()
  }

  /// Sends it, and complains of what is a fault of ours.
  func send(
    _ route: Route, query: Parameters = Parameters(), body: JSONValue? = nil, about what: String
  ) async {
    let path = route.path.split(separator: "/").reduce("") { path, piece in
      guard piece.hasPrefix("{") else { return "\(path)/\(piece)" }
      return "\(path)/\(names[String(piece.dropFirst().dropLast())] ?? shop.id.description)"
    }
    var headers: HTTPHeaders = [.authorization: "Bearer \(shop.owner)"]
    if body != nil { headers[.contentType] = "application/json" }
    let request = IncomingRequest(
      route.method, query.behind(path), headers: headers, body: body.map { JSONWriter.bytes(of: $0) } ?? [])
    let status = await application.respond(to: request).status.code
    #expect(status < 500 || status == 503, "\(route.method) \(route.path): \(what)")
  }

  /// What the document says that the body of a route has, by name; nothing for a body that is no object.
  func fields(of route: Route) -> [String: JSONValue] {
    let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
    let content = operation?["requestBody"]?["content"]?["application/json"]
    guard let schema = content?["schema"], case .object(let properties)? = resolved(schema)["properties"]
    else { return [:] }
    return properties
  }

  /// The shape that a schema asks for, with this value in each of its places.
  func filled(_ schema: JSONValue, with value: JSONValue, depth: Int = 0) -> JSONValue {
    let schema = resolved(schema)
    guard depth < Self.maximumDepth else { return value }
    if case .object(let properties)? = schema["properties"] {
      return .object(properties.mapValues { filled($0, with: value, depth: depth + 1) })
    }
    if let items = schema["items"] { return .array([filled(items, with: value, depth: depth + 1)]) }
    if case .array(let choices)? = schema["anyOf"], let first = choices.first {
      return filled(first, with: value, depth: depth + 1)
    }
    return value
  }

  private func resolved(_ schema: JSONValue) -> JSONValue {
    guard case .string(let reference)? = schema["$ref"], let name = reference.split(separator: "/").last
    else { return schema }
    return document["components"]?["schemas"]?[String(name)] ?? schema
  }
}
