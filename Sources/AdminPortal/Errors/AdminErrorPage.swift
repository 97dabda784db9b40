import Identity
import Kernel
import Presentation
import Web

extension AdminPortal {
  /// The page that shows an administrator a problem within the portal; `nil` for anybody and anything else,
  /// and where the portal's frame can't be made.
  package func errorPage(_ problem: Problem, _ request: Request) async -> Response? {
    guard request.path == AdminPaths.dashboard || request.path.hasPrefix("\(AdminPaths.dashboard)/"),
      let role = request.viewer?.adminRole, problem.kind.status < 500,
      let frame = try? await frame(request)
    else { return nil }
    let html = AdminErrorPage(frame: frame, problem: problem, role: role).html(request)
    return .html(html, status: problem.pageStatus)
  }
}

/// A problem as administrators see it.
struct AdminErrorPage {
  let frame: AdminFrame
  let problem: Problem
  let role: AdminRole

  func html(_ request: Request) -> HTML {
    frame.page(
      nil, request, title: title,
      """
      <div class="stack"><p class="lead">\(text)</p>\(fields)\
      <div class="cluster">\(Button.link("Go to today", to: AdminPaths.dashboard, kind: .primary, icon: .home))</div></div>
      """)
  }

  private var title: Words {
    switch problem.kind {
    case .notFound: "There is nothing here"
    case .forbidden: "Not part of your role"
    case .tooManyRequests: "One moment, please"
    case .methodNotAllowed: "That can't be opened directly"
    default: "That did not work"
    }
  }

  private var text: Words {
    switch problem.kind {
    case .notFound:
      problem.detail == problem.kind.title
        ? "It may have been erased, or its address is not right. Look for it in its list." : problem.detail
    case .forbidden:
      problem.detail == problem.kind.title
        ? "With the role “\(role.title)” you can't open or do this. A superadmin can, or gives you another role."
        : problem.detail
    case .methodNotAllowed: "This address belongs to a form. Start from the page that leads to it."
    default: problem.detail
    }
  }

  private var fields: HTML? {
    guard !problem.fields.isEmpty else { return nil }
    let lines = problem.fields.map { error -> HTML in "<li dir=\"auto\">\(error.message)</li>" }
    return "<ul class=\"prose\">\(lines)</ul>"
  }
}
