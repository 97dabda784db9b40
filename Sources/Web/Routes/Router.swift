import HTTPTypes

/// Finds the route of a path. Constant segments win over variables; `{name*}` takes the rest of the path.
struct Router: Sendable {
  struct Match: Sendable {
    let routeIndex: Int
    let parameters: [String: String]
  }

  enum Outcome: Sendable {
    case found(Match)
    /// The path exists with these methods only.
    case otherMethods([HTTPMethod])
    case unknown
  }

  private struct Node: Sendable {
    var constants: [Substring: Int] = [:]
    var variable: Int?
    var rest: [Endpoint] = []
    var endpoints: [Endpoint] = []
  }

  private struct Endpoint: Sendable {
    let method: HTTPMethod
    let routeIndex: Int
    /// The names of the variables on the way, in order.
    let names: [String]
  }

  private var nodes = [Node()]

  init(_ routes: [Route]) {
    for (index, route) in routes.enumerated() { add(route, index) }
  }

  /// The route for a method and a raw path. HEAD finds GET routes.
  func find(_ method: HTTPMethod, _ path: Substring) -> Outcome {
    let segments = path.utf8.first == UInt8(ascii: "/") ? path.dropFirst() : path
    let pieces = segments.isEmpty ? [] : segments.split(separator: "/", omittingEmptySubsequences: false)
    var values: [Substring] = []
    var others: [HTTPMethod] = []
    let wanted = method == .head ? .get : method
    if let endpoint = descend(0, pieces[...], wanted, &values, &others) {
      guard let parameters = decode(endpoint.names, values) else { return .unknown }
      return .found(Match(routeIndex: endpoint.routeIndex, parameters: parameters))
    }
    return others.isEmpty ? .unknown : .otherMethods(others)
  }

  private func descend(
    _ index: Int, _ pieces: ArraySlice<Substring>, _ method: HTTPMethod, _ values: inout [Substring],
    _ others: inout [HTTPMethod]
  ) -> Endpoint? {
    let node = nodes[index]
    guard let piece = pieces.first else { return pick(node.endpoints, method, &others) }
    let rest = pieces.dropFirst()
    if let next = node.constants[piece], let found = descend(next, rest, method, &values, &others) {
      return found
    }
    if let next = node.variable, !piece.isEmpty {
      values.append(piece)
      if let found = descend(next, rest, method, &values, &others) { return found }
      values.removeLast()
    }
    guard !node.rest.isEmpty, let last = pieces.last,
      let endpoint = pick(node.rest, method, &others)
    else { return nil }
    values.append(piece.base[piece.startIndex..<last.endIndex])
    return endpoint
  }

  private func pick(_ endpoints: [Endpoint], _ method: HTTPMethod, _ others: inout [HTTPMethod]) -> Endpoint?
  {
    if let found = endpoints.first(where: { $0.method == method }) { return found }
    for endpoint in endpoints where !others.contains(endpoint.method) { others.append(endpoint.method) }
    return nil
  }

  private func decode(_ names: [String], _ values: [Substring]) -> [String: String]? {
    var parameters: [String: String] = [:]
    for (name, value) in zip(names, values) {
      guard let text = PercentCoding.decode(value.utf8), !text.utf8.contains(0) else { return nil }
      parameters[name] = text
    }
    return parameters
  }

  private mutating func add(_ route: Route, _ routeIndex: Int) {
    var index = 0
    var names: [String] = []
    for piece in route.path.split(separator: "/") {
      guard piece.hasPrefix("{") else {
        index = child(of: index, constant: piece)
        continue
      }
      let isRest = piece.hasSuffix("*}")
      names.append(String(piece.dropFirst().dropLast(isRest ? 2 : 1)))
      if isRest {
        nodes[index].rest.append(Endpoint(method: route.method, routeIndex: routeIndex, names: names))
        return
      }
      index = variableChild(of: index)
    }
    let isTaken = nodes[index].endpoints.contains { $0.method == route.method }
    precondition(!isTaken, "Two routes answer \(route.method.rawValue) \(route.path).")
    nodes[index].endpoints.append(Endpoint(method: route.method, routeIndex: routeIndex, names: names))
  }

  private mutating func child(of index: Int, constant: Substring) -> Int {
    if let next = nodes[index].constants[constant] { return next }
    nodes.append(Node())
    nodes[index].constants[constant] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func variableChild(of index: Int) -> Int {
    if let next = nodes[index].variable { return next }
    nodes.append(Node())
    nodes[index].variable = nodes.count - 1
    return nodes.count - 1
  }
}
