import Identity
import Kernel
import Web

/// Setting up an app that makes codes, and what follows.
struct SecondFactorPage {
  static let path = "\(SecurityPage.path)/codes"
  static let recoveryPath = "\(SecurityPage.path)/recovery-codes"
  static let removePath = "\(path)/remove"

  let frame: StorefrontFrame
  let form: FormState
  let setup: SecondFactorSetup

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, path, .signedIn) { request in
        guard let page = try await storefront.secondFactorPage(request, .empty) else {
          return .redirect(to: SecurityPage.path)
        }
        return .html(page.html(request.flash))
      },
      .page(.post, path, .signedIn, limit: .codes) { request in
        try await storefront.securely(request) {
          _ = try await storefront.identity.beginSecondFactor(request.requireViewer())
          return .redirect(to: path)
        }
      },
      .page(.post, "\(path)/confirm", .signedIn, limit: .codes) { request in
        try await storefront.confirmSecondFactor(request)
      },
      .page(.post, recoveryPath, .signedIn, limit: .codes) { request in
        try await storefront.securely(request) {
          let recovery = try await storefront.identity.renewRecoveryCodes(request.requireViewer())
          return .html(try await storefront.recoveryPage(request, recovery, isNew: false).html)
        }
      },
      .page(.get, removePath, .signedIn) { request in
        guard try await storefront.identity.secondFactor(of: request.requireViewer().account).isOn else {
          return .redirect(to: SecurityPage.path)
        }
        return .html(try await storefront.secondFactorRemoval(request, .empty).html(request.flash))
      },
      .page(.post, removePath, .signedIn, limit: .signIn) { request in
        try await storefront.removeSecondFactor(request)
      },
    ]
  }
}

/// The recovery codes, the one time that they are shown.
struct RecoveryCodesPage {
  let frame: StorefrontFrame
  let recovery: RecoveryCodes
  /// Whether codes by app were turned on just now.
  let isNew: Bool
  /// Where to go on.
  let next: String
}

/// Where codes are turned off.
struct SecondFactorRemovalPage {
  let frame: StorefrontFrame
  let form: FormState
  let hasPassword: Bool
}

extension Storefront {
  func secondFactorPage(_ request: Request, _ form: FormState) async throws -> SecondFactorPage? {
    guard let setup = try await identity.waitingSecondFactor(request.requireViewer()) else { return nil }
    return SecondFactorPage(frame: try await frame(request), form: form, setup: setup)
  }

  func confirmSecondFactor(_ request: Request) async throws -> Response {
    try await answer(request) {
      do {
        let recovery = try await identity.confirmSecondFactor(
          request.form(ConfirmSecondFactorInput.self), request.requireViewer())
        return .html(try await recoveryPage(request, recovery, isNew: true).html)
      } catch let problem as Problem where problem.kind == .secondFactorWrong {
        throw Problem.invalid("code", "wrong", problem.detail)
      }
    } again: { form in
      if let page = try await secondFactorPage(request, form) { return page.html(nil) }
      return try await securityPage(request, form.message).html(nil)
    }
  }

  func recoveryPage(
    _ request: Request, _ recovery: RecoveryCodes, isNew: Bool
  ) async throws -> RecoveryCodesPage {
    let viewer = try request.requireViewer()
    return RecoveryCodesPage(
      frame: try await frame(request), recovery: recovery, isNew: isNew,
      next: isNew && viewer.needsSecondFactor ? "/admin" : SecurityPage.path)
  }

  func secondFactorRemoval(
    _ request: Request, _ form: FormState
  ) async throws -> SecondFactorRemovalPage {
    let own = try await identity.ownAccount(request.requireViewer().account)
    return SecondFactorRemovalPage(
      frame: try await frame(request), form: form, hasPassword: own.hasPassword)
  }

  func removeSecondFactor(_ request: Request) async throws -> Response {
    try await answer(request) {
      do {
        try await identity.removeSecondFactor(request.form(PresenceProofInput.self), request.requireViewer())
        return .redirect(
          to: SecurityPage.path, flash: .success("Codes are off. Log-ins don't ask for one any more."))
      } catch let problem as Problem where problem.kind == .secondFactorRequired {
        throw Problem.invalid("code", "needed", "This log-in has not shown a code yet, so type one now.")
      } catch let problem as Problem where problem.kind == .secondFactorWrong {
        throw Problem.invalid("code", "wrong", problem.detail)
      }
    } again: { form in
      try await secondFactorRemoval(request, form).html(nil)
    }
  }
}
