import HTTPTypes
import Kernel

extension WebApplication {
  /// What a change was made for, where its verb does not compare that under its lock (`Request.edit(_:ifMatches:)`):
  /// looks at what GET of the same address shows, just before the change. Nothing is done for a state that is gone, and
  /// no `If-Match` is passed over (RFC 9110, 13.1.1). Throws `.preconditionFailed`, and what GET throws.
  func requireState(_ route: Route, _ exchange: Exchange) async throws {
    let asked = exchange.request.headers[values: .ifMatch]
    guard !asked.isEmpty, !route.comparesState, let shown = shown(by: route) else { return }
    var reading = exchange
    reading.request.content = Content()
    try await admit(shown, &reading)
    let response: Response
    do {
      response = try await shown.handle(reading.request)
    } catch let problem as Problem where problem.kind == .notFound && !route.mayFindNothing {
      // There is nothing yet, so nothing that was seen.
      throw Problem(.preconditionFailed)
    }
    guard case .bytes(let bytes) = response.body,
      EntityTag.isNamed(by: asked.joined(separator: ","), EntityTag.strong(bytes))
    else { throw Problem(.preconditionFailed) }
  }

  /// The route that shows what this one changes.
  private func shown(by route: Route) -> Route? {
    guard route.kind == .api, !route.method.isSafe else { return nil }
    return routes.first { $0.method == .get && $0.kind == .api && $0.path == route.path }
  }
}

extension Route {
  /// Whether it answers 404 itself.
  fileprivate var mayFindNothing: Bool {
    path.contains("{") || documentation?.problems.contains(.notFound) ?? false
  }

  /// Whether its verb compares `If-Match` itself.
  var comparesState: Bool { documentation?.problems.contains(.preconditionFailed) ?? false }
}
