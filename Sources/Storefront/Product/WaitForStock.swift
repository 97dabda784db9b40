import Catalog
import Kernel
import Presentation
import Web

extension ProductPage {
  /// The variants that are sold out and may come back.
  private var soldOut: [Variant] { product.variants.filter { $0.available == 0 } }

  /// Asks for one mail when a variant that is sold out can be bought again.
  func waitingForm(isSignedIn: Bool) -> HTML {
    let variants = soldOut
    guard product.isListed, let first = variants.first else { return HTML() }
    let form = FormState(id: "notice")
    let which =
      variants.count == 1
      ? Button.hidden("variant", first.id.description)
      : Field.select(
        "variant", "Which one", variants.map { Choice($0.id.description, Variant.name(of: $0.title)) },
        in: form)
    let named: Words =
      variants.count == 1 && product.variants.count > 1
      ? "\(Variant.name(of: first.title)) is sold out. We write to you once when it is back."
      : "We write to you once when it is back."
    return """
      <form class="stack" method="post" action="\(Paths.waiting(for: product.slug))">\
      <p class="muted small">\(named)</p>\(which)\
      \(when: !isSignedIn, Field.email("email", "E-mail", in: form))\
      \(FormLayout.actions(Button.submit("Tell me when it is back", kind: .secondary, icon: .bell)))</form>
      """
  }
}

/// Where a link in a mail about goods that are back leads: one press of a button does it, which no program does that only
/// looks at links.
struct NoticeLinkPage {
  /// What the link is about.
  enum Purpose {
    /// To say that one wants the mail.
    case confirm
    /// To get no such mails any more.
    case stop
  }

  let frame: StorefrontFrame
  let purpose: Purpose
  /// Of the link; empty when it was used.
  let token: String

  var html: HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      title: title, intro: intro, token.isEmpty ? Button.link("See all goods", to: Paths.products) : form)
  }

  private var title: Words {
    switch purpose {
    case .confirm: token.isEmpty ? "You will hear from us" : "Shall we write to you?"
    case .stop: token.isEmpty ? "No more such mails" : "No more mails about goods that are back?"
    }
  }

  private var intro: Words {
    switch purpose {
    case .confirm:
      token.isEmpty
        ? "We write to you once when it is back."
        : "You get one mail when what you asked for can be bought again, and nothing else."
    case .stop:
      token.isEmpty
        ? "This address gets no mails about goods that are back in stock, unless somebody asks for one again."
        : "Everything that was asked for with this address is forgotten."
    }
  }

  private var form: HTML {
    let (path, label): (String, Words) =
      switch purpose {
      case .confirm: (Paths.confirmNotice, "Yes, tell me")
      case .stop: (Paths.stopNotices, "No more such mails")
      }
    return """
      <form class="stack" method="post" action="\(path)">\(Button.hidden("token", token))\
      \(Button.submit(label, size: .wide))</form>
      """
  }
}

extension Storefront {
  func waitForStock(_ request: Request) async throws -> Response {
    let reference = try request.parameter("product")
    return try await RefusedForm.redirect(to: Paths.product(reference), also: [.notFound]) {
      let receipt = try await askForNotice(of: reference, request)
      return .redirect(
        to: Paths.product(reference, variant: receipt.variant),
        flash: receipt.isConfirmed
          ? .success("We write to you once when it is back.")
          : .information(
            "We sent you a mail. Press the button in it, and we write to you once when it is back."))
    }
  }

  /// What is wrong is told on top of the page, so it has to be said by itself.
  private func askForNotice(of reference: String, _ request: Request) async throws -> StockNoticeReceipt {
    do {
      return try await catalog.askForNotice(
        of: reference, request.form(StockNoticeInput.self), by: request.viewer?.account)
    } catch let problem as Problem where problem.kind == .invalidInput {
      throw Problem(.invalidInput, problem.fields.first?.message ?? problem.detail)
    }
  }

  func showNoticeLink(_ request: Request, _ purpose: NoticeLinkPage.Purpose) async throws -> Response {
    let token = request.query["token"] ?? ""
    return .html(NoticeLinkPage(frame: try await frame(request), purpose: purpose, token: token).html)
  }

  func confirmNotice(_ request: Request) async throws -> Response {
    try await catalog.confirmNotice(token: request.form(StockNoticeTokenInput.self).token)
    return .redirect(to: Paths.confirmNotice)
  }

  func stopNotices(_ request: Request) async throws -> Response {
    try await catalog.stopNotices(token: request.form(StockNoticeTokenInput.self).token)
    return .redirect(to: Paths.stopNotices)
  }
}
