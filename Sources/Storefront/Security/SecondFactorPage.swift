import Identity
import Kernel
import Presentation
import Web

/// Setting up an app that makes codes, and what follows.
struct SecondFactorPage {
  let frame: StorefrontFrame
  let form: FormState
  let setup: SecondFactorSetup
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
  func showSecondFactor(_ request: Request) async throws -> Response {
    guard let page = try await secondFactorPage(request, .empty) else {
      return .redirect(to: Paths.security)
    }
    return .html(page.html(request.flash))
  }

  func beginSecondFactor(_ request: Request) async throws -> Response {
    try await securely(request) {
      _ = try await identity.beginSecondFactor(request.requireViewer())
      return .redirect(to: Paths.secondFactor)
    }
  }

  func confirmSecondFactor(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing, beside: [.secondFactorWrong: "code"]) {
      let recovery = try await identity.confirmSecondFactor(
        request.form(ConfirmSecondFactorInput.self), request.requireViewer())
      return .html(try await recoveryPage(request, recovery, isNew: true).html)
    } again: { form, _ in
      if let page = try await secondFactorPage(request, form) { return page.html(nil) }
      return try await securityPage(request, form.message).html(nil)
    }
  }

  func renewRecoveryCodes(_ request: Request) async throws -> Response {
    try await securely(request) {
      let recovery = try await identity.renewRecoveryCodes(request.requireViewer())
      return .html(try await recoveryPage(request, recovery, isNew: false).html)
    }
  }

  func showSecondFactorRemoval(_ request: Request) async throws -> Response {
    guard try await identity.secondFactor(of: request.requireViewer().account).isOn else {
      return .redirect(to: Paths.security)
    }
    return .html(try await secondFactorRemoval(request, .empty).html(request.flash))
  }

  func removeSecondFactor(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(
      request, missing: EntryForm.missing,
      beside: [.secondFactorRequired: "code", .secondFactorWrong: "code"]
    ) {
      try await identity.removeSecondFactor(request.form(PresenceProofInput.self), request.requireViewer())
      return .redirect(
        to: Paths.security, flash: .success("Codes are off. Log-ins don't ask for one any more."))
    } again: { form, _ in
      try await secondFactorRemoval(request, form).html(nil)
    }
  }

  private func secondFactorPage(_ request: Request, _ form: FormState) async throws -> SecondFactorPage? {
    guard let setup = try await identity.waitingSecondFactor(request.requireViewer()) else { return nil }
    return SecondFactorPage(frame: try await frame(request), form: form, setup: setup)
  }

  private func recoveryPage(
    _ request: Request, _ recovery: RecoveryCodes, isNew: Bool
  ) async throws -> RecoveryCodesPage {
    let viewer = try request.requireViewer()
    return RecoveryCodesPage(
      frame: try await frame(request), recovery: recovery, isNew: isNew,
      next: isNew && viewer.needsSecondFactor ? AdminPaths.dashboard : Paths.security)
  }

  private func secondFactorRemoval(
    _ request: Request, _ form: FormState
  ) async throws -> SecondFactorRemovalPage {
    let own = try await identity.ownAccount(request.requireViewer().account)
    return SecondFactorRemovalPage(
      frame: try await frame(request), form: form, hasPassword: own.hasPassword)
  }
}
