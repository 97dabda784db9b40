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

/// Where the link in the mail leads that asks whether somebody wants it: the button says so, and no program that only
/// looks at links does.
struct ConfirmNoticePage {
  let frame: StorefrontFrame
  let token: String
  let isDone: Bool

  var html: HTML {
    let title: Words = isDone ? "You will hear from us" : "Shall we write to you?"
    let intro: Words =
      isDone
      ? "We write to you once when it is back."
      : "You get one mail when what you asked for can be bought again, and nothing else."
    return StorefrontPage.renderForm(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      title: title, intro: intro, isDone ? Button.link("See all goods", to: Paths.products) : form)
  }

  private var form: HTML {
    """
    <form class="stack" method="post" action="\(Paths.confirmNotice)">\(Button.hidden("token", token))\
    \(Button.submit("Yes, tell me", size: .wide))</form>
    """
  }
}

/// Where the link in such a mail leads: one press of a button ends all of them.
struct StopNoticesPage {
  let frame: StorefrontFrame
  let token: String
  let isDone: Bool

  var html: HTML {
    let title: Words = isDone ? "No more such mails" : "No more mails about goods that are back?"
    let intro: Words =
      isDone
      ? "This address gets no mails about goods that are back in stock, unless somebody asks for one again."
      : "Everything that was asked for with this address is forgotten."
    return StorefrontPage.renderForm(
      head: DocumentHead(title: title, siteName: frame.siteName, isIndexable: false), frame: frame,
      title: title, intro: intro, isDone ? Button.link("See all goods", to: Paths.products) : form)
  }

  private var form: HTML {
    """
    <form class="stack" method="post" action="\(Paths.stopNotices)">\(Button.hidden("token", token))\
    \(Button.submit("No more such mails", size: .wide))</form>
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

  func showConfirmNotice(_ request: Request) async throws -> Response {
    let token = request.query["token"] ?? ""
    return .html(ConfirmNoticePage(frame: try await frame(request), token: token, isDone: token.isEmpty).html)
  }

  func confirmNotice(_ request: Request) async throws -> Response {
    try await catalog.confirmNotice(token: request.form(StockNoticeTokenInput.self).token)
    return .redirect(to: Paths.confirmNotice)
  }

  func showStopNotices(_ request: Request) async throws -> Response {
    let token = request.query["token"] ?? ""
    return .html(StopNoticesPage(frame: try await frame(request), token: token, isDone: token.isEmpty).html)
  }

  func stopNotices(_ request: Request) async throws -> Response {
    try await catalog.stopNotices(token: request.form(StockNoticeTokenInput.self).token)
    return .redirect(to: Paths.stopNotices)
  }
}
