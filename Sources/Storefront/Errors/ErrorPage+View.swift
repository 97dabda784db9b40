import Kernel
import Presentation
import Web

extension ErrorPage {
  /// The whole page.
  func html(frame: StorefrontFrame) -> HTML {
    StorefrontPage.render(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      """
      <div class="error-page"><p class="error-page__code num">\(problem.kind.status)</p>\
      <h1 class="page-title">\(title)</h1><p class="lead">\(text)</p>\(fields)\
      <div class="cluster error-page__actions">\(actions)</div></div>
      """)
  }

  private var title: Words {
    switch problem.kind {
    case .notFound: "This page is not here"
    case .forbidden: "This is not yours to open"
    case .crossSiteRequest: "That came from another site"
    case .tooManyRequests: "One moment, please"
    case .unavailable: "Back in a moment"
    case .internalError: "Something went wrong on our side"
    case .outcomeUnknown: "Look before you do that again"
    case .methodNotAllowed: "That can't be opened directly"
    default: "That did not work"
    }
  }

  private var text: Words {
    switch problem.kind {
    case .notFound:
      problem.detail == problem.kind.title
        ? "It may have been sold, moved or renamed. Search for it, or look around the market."
        : problem.detail
    case .forbidden:
      isSignedIn
        ? "Your account may not see this page. Log in with another one, or go back to the market."
        : problem.detail
    case .tooManyRequests:
      Words(sentences: [problem.detail] + waiting + ["Go back, and what you typed is still there."])
    case .methodNotAllowed: "This address belongs to a form. Start from the page that leads to it."
    default: problem.detail
    }
  }

  /// How long to wait, where it is known.
  private var waiting: [Words] {
    guard let seconds = problem.retryAfterSeconds, seconds > 0 else { return [] }
    return seconds < 120
      ? ["Wait \(count: seconds, one: "# second", other: "# seconds")."]
      : ["Wait \(count: seconds / 60, one: "# minute", other: "# minutes")."]
  }

  /// Every field that was wrong, where there is no form to show it in.
  private var fields: HTML? {
    guard !problem.fields.isEmpty else { return nil }
    let lines = problem.fields.map { error -> HTML in "<li dir=\"auto\">\(error.message)</li>" }
    return "<ul class=\"prose\">\(lines)</ul>"
  }

  private var actions: [HTML] {
    let home = Button.link("Go to the market", to: Paths.home, kind: .primary, icon: .store)
    switch problem.kind {
    case .notFound:
      return [
        home, Button.link("See all goods", to: Paths.products),
        Button.link("See all shops", to: Paths.shops),
      ]
    case .forbidden where !isSignedIn:
      return [Button.link("Log in", to: Paths.signIn, kind: .primary), home]
    case .forbidden:
      let leave = Button.post(
        "Log in with another account", to: Paths.signOut, fields: [("next", Paths.signIn)])
      return [home, leave]
    case .tooManyRequests, .unavailable, .internalError:
      guard SafePath.isOwn(path) else { return [home] }
      return [
        Button.link("Try again", to: path, kind: .primary, icon: .refresh),
        Button.link("Home", to: Paths.home),
      ]
    default: return [home, Button.link("Help", to: Paths.help)]
    }
  }
}
