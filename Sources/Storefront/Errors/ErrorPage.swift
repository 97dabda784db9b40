import Catalog
import Kernel
import Presentation
import Web

extension Storefront {
  /// The page that shows a problem. Never fails: what can't be read is left out.
  package func errorPage(_ problem: Problem, _ request: Request) async -> Response {
    let frame = await errorFrame(problem, request)
    let html = ErrorPage(problem: problem, path: request.path, isSignedIn: request.viewer != nil)
      .html(frame: frame)
    return .html(html, status: problem.pageStatus)
  }

  /// The frame for a problem. When something of ours does not work, nothing is asked of the database again.
  private func errorFrame(_ problem: Problem, _ request: Request) async -> StorefrontFrame {
    if problem.kind.status < 500, let frame = try? await frame(request) { return frame }
    let new = SiteFrame(settings: catalog.standardSite, tree: CategoryTree([]), markets: [], logo: nil)
    return StorefrontFrame(memory.lastSite ?? new, viewer: request.viewer)
  }
}

/// A problem as customers see it.
struct ErrorPage: Sendable {
  let problem: Problem
  /// The path that was asked for.
  let path: String
  let isSignedIn: Bool
}
