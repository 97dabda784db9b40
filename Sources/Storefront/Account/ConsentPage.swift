import Identity
import Kernel
import Web

/// What one chose about cookies and being counted, and where to change it.
struct ConsentPage {
  static let path = "/privacy/choices"

  let frame: StorefrontFrame
  let consent: Consent?
  /// Whether the browser says no by itself.
  let isRefusedByBrowser: Bool

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, path, .anyone) { request in
        .html(try await storefront.consentPage(request).html(request.flash))
      },
      .page(.post, "/privacy/consent", .anyone) { request in try await storefront.chooseConsent(request) },
    ]
  }
}

extension Request {
  /// Path and query, to come back to.
  var target: String { query.isEmpty ? path : "\(path)?\(query.encoded)" }
}

extension Storefront {
  func consentPage(_ request: Request) async throws -> ConsentPage {
    var frame = try await frame(request)
    // The page itself asks.
    frame.consentReturnPath = nil
    return ConsentPage(frame: frame, consent: request.consent, isRefusedByBrowser: request.refusesTracking)
  }

  /// Keeps the choice in the browser, and with the account of whoever is signed in.
  func chooseConsent(_ request: Request) async throws -> Response {
    let choice = try request.form(ConsentInput.self)
    let consent = Consent(analytics: choice.analytics, at: identity.clock.now())
    if let viewer = request.viewer { try await identity.setConsent(consent, of: viewer.account) }
    return .redirect(to: request.nextPath ?? ConsentPage.path).setting(consent.cookie)
  }

  /// What the browser is to know when somebody logs in: the account's choice where it made one, else the
  /// browser's becomes the account's.
  func agreedConsent(_ request: Request, _ account: AccountID) async throws -> Consent? {
    if let stored = try await identity.consent(of: account), stored.isCurrent { return stored }
    if let held = request.consent { try await identity.setConsent(held, of: account) }
    return nil
  }
}

extension ConsentPage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: "Privacy choices", siteName: frame.siteName, isIndexable: false),
      frame: frame, flash: flash, title: "Privacy choices",
      intro: "Change your mind here whenever you like. Everything works either way.",
      """
      <div class="stack">\(state)\
      <form class="stack" method="post" action="/privacy/consent">\(Button.hidden("next", Self.path))\
      \(Field.radios("analytics", "May we count your visits?", Self.choices, in: form, asCards: true))\
      \(Button.submit("Save my choice", size: .wide))</form></div>
      """, below: Self.explanation)
  }

  private var form: FormState {
    FormState(values: consent.map { ["analytics": $0.analytics ? "true" : "false"] } ?? [:])
  }

  private static let choices = [
    Choice("false", "No", detail: "Only what is needed for buying and selling."),
    Choice("true", "Yes", detail: "Also which pages and goods you look at, to make the market better."),
  ]

  private var state: HTML? {
    if isRefusedByBrowser {
      return Notice.alert(
        .info, "Your browser says no for you",
        "It sends Do Not Track or Global Privacy Control, so you are not counted, whatever is chosen here.")
    }
    guard let consent else { return nil }
    let day = consent.at.dateHTML
    return consent.analytics
      ? "<p>\(say: "You said \(part: 1) on \(part: 2).", "<strong>\(say: "yes")</strong>", day)</p>"
      : "<p>\(say: "You said \(part: 1) on \(part: 2).", "<strong>\(say: "no")</strong>", day)</p>"
  }

  private static var explanation: HTML {
    let data: HTML = "<a href=\"/account/privacy\">\(say: "your data")</a>"
    return """
      <div class="prose"><h2>\(say: "What this browser keeps")</h2>\
      <p>\(say: "Needed, and therefore never asked for: that you are logged in, your cart, the last message, and the choice on this page for half a year. Nothing of it is shared with anybody else.")</p>\
      <p>\(say: "What is kept with your account, a copy of it, and how to close it: \(part: 1).", data)</p></div>
      """
  }
}
