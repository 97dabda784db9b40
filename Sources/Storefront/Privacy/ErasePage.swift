import Identity
import Kernel
import Presentation
import Web

/// Where an account is closed: what will happen, what is in the way, and the confirmation.
struct ErasePage {
  /// What is typed, so that nobody does it by mistake.
  static let word = "erase"

  let frame: StorefrontFrame
  let form: FormState
  let email: String
  let hasPassword: Bool
  let obstacles: [Words]
}

/// The report of an erasure, which its link opens.
struct ErasureReportPage {
  let frame: StorefrontFrame
  let erasure: Erasure
  let path: String
}

/// What confirms the end of an account.
struct EraseForm: Input {
  let password: String?
  let confirm: String

  init(from input: inout InputReader) throws {
    password = input.optional("password", .text(1...200))
    confirm = input.required("confirm", .text(1...40))
    if !confirm.isEmpty, confirm.lowercased() != ErasePage.word {
      input.reject("confirm", "Type the word \(ErasePage.word).", code: "wrong")
    }
  }
}

extension Storefront {
  func showErasure(_ request: Request) async throws -> Response {
    let page = try await erasePage(request, .empty)
    return try await afterPresence(request, back: Paths.erasure, hasPassword: page.hasPassword) {
      page.html(request.flash)
    }
  }

  private func erasePage(_ request: Request, _ form: FormState) async throws -> ErasePage {
    let viewer = try request.requireViewer()
    return ErasePage(
      frame: try await frame(request), form: form, email: viewer.email,
      hasPassword: try await identity.ownAccount(viewer.account).hasPassword,
      obstacles: try await identity.obstacles(toClosing: viewer.account))
  }

  func eraseAccount(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing) {
      let password = try request.form(EraseForm.self).password
      let viewer = try request.requireViewer()
      let receipt = try await identity.erase(viewer.account, password: password, in: viewer.session)
      return .redirect(
        to: receipt.path,
        flash: .success("Your account is closed and your data is being erased. Farewell.")
      )
      .setting(.removing(Cookie.sessionName))
    } again: { form, _ in
      try await erasePage(request, form).html(nil)
    } elsewhere: { problem in
      presenceFirst(problem, back: Paths.erasure)
    }
  }

  func showErasureReport(_ request: Request) async throws -> Response {
    let erasure = try await identity.erasure(token: request.parameter("token"))
    if request.query["format"] == "json" { return .json(ErasureOutput(erasure)).attachment("erasure.json") }
    let page = ErasureReportPage(frame: try await frame(request), erasure: erasure, path: request.path)
    return .html(page.html(request.flash))
  }
}
