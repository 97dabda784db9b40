import Kernel
import Web

/// That what the API refuses is what its document says of the route.
enum DocumentedProblems {
  /// What the document should have said; `nil` when it did. Faults of our own are in no document.
  static func gap(
    _ answer: TestAnswer, of method: HTTPMethod, _ path: String, in routes: [Route]
  ) -> String? {
    guard (400..<500).contains(answer.status) || answer.status == 503, let code = answer.text("code"),
      let route = route(method, path, routes)
    else { return nil }
    // With what shows the same, as that decides whether a change is made for a state.
    let shown = routes.filter { $0.kind == .api && $0.path == route.path }
    let document = OpenAPIDocument(routes: shown, configuration: WebConfiguration()).json()
    let operation = document["paths"]?[route.path]?[method.rawValue.lowercased()]
    if case .string(let reasons)? = operation?["responses"]?[String(answer.status)]?["description"],
      reasons.contains("`\(code)`")
    {
      return nil
    }
    return "\(method) \(route.path) answered \(code), which its declaration does not name"
  }

  /// The route of the API that a path leads to: of several the one with the most constant parts.
  private static func route(_ method: HTTPMethod, _ path: String, _ routes: [Route]) -> Route? {
    let pieces = parts(path.split(separator: "?").first.map(String.init) ?? path)
    let matching = routes.filter { route in
      let names = parts(route.path)
      return route.kind == .api && route.method == method && names.count == pieces.count
        && zip(names, pieces).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    return matching.max { constants($0) < constants($1) }
  }

  private static func constants(_ route: Route) -> Int { parts(route.path).count { !$0.hasPrefix("{") } }

  private static func parts(_ path: String) -> [Substring] { path.split(separator: "/") }
}
