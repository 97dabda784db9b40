import Kernel
import Web

/// How whoever is signed in arranges the lists of the portals.
package enum SavedViewRoutes {
  private static let tag = "Lists"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/me/lists/{list}", "Show the columns and views that one keeps of a list", tag: tag, .signedIn,
        answer: ListArrangementOutput.self, problems: [.notFound]
      ) { request in
        let account = try request.requireViewer().account
        return ListArrangementOutput(
          arrangement: try await identity.arrangement(of: list(of: request), for: account))
      },
      .api(
        .put, "/me/lists/{list}/columns", "Choose which columns of a list one sees", tag: tag, .signedIn,
        body: ListColumnsInput.self, answer: NoContent.self, problems: [.notFound]
      ) { request, body in
        let account = try request.requireViewer().account
        try await identity.showColumns(body, of: list(of: request), for: account)
        return NoContent()
      },
      .api(
        .delete, "/me/lists/{list}/columns", "See the usual columns of a list again", tag: tag, .signedIn,
        answer: NoContent.self, problems: [.notFound]
      ) { request in
        let account = try request.requireViewer().account
        try await identity.showColumns(nil, of: list(of: request), for: account)
        return NoContent()
      },
      .api(
        .post, "/me/lists/{list}/views", "Keep filters, order and columns of a list under a name", tag: tag,
        .signedIn, body: SaveViewInput.self, answer: SavedViewOutput.self, status: .created,
        idempotent: true, problems: [.notFound, .notAllowedNow]
      ) { request, body in
        try await request.answer(with: SavedViewOutput.init) {
          try await identity.saveView(
            body, of: list(of: request), for: request.requireViewer().account)
        }
      },
      .api(
        .delete, "/me/lists/{list}/views/{view}", "Forget a view", tag: tag, .signedIn,
        answer: NoContent.self, problems: [.notFound]
      ) { request in
        let id = try request.id("view", as: SavedViewID.self)
        try await identity.deleteView(id, of: list(of: request), for: request.requireViewer().account)
        return NoContent()
      },
    ]
  }

  /// The list in the path. Throws `.notFound` for one that there is not.
  package static func list(of request: Request) throws -> PortalList {
    guard let list = PortalList(rawValue: try request.parameter("list")) else { throw Problem(.notFound) }
    return list
  }
}

/// How somebody arranged a list, as the API shows it.
struct ListArrangementOutput: Output {
  let arrangement: ListArrangement

  static let fields: [OutputField<Self>] = [
    .init("columns") { $0.arrangement.columns },
    .init("views") { $0.arrangement.views.map(SavedViewOutput.init) },
  ]
}

/// A view as the API shows it.
struct SavedViewOutput: Output {
  let view: SavedView

  init(_ view: SavedView) { self.view = view }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.view.id },
    .init("list") { $0.view.list },
    .init("name") { $0.view.name },
    .init("query") { $0.view.query },
    .init("createdAt") { $0.view.createdAt },
  ]
}
