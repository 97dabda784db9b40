import Identity
import Kernel
import Presentation
import Web

extension AdminPortal {
  /// Erases somebody's account once its address was typed, and leads to the report.
  func erase(_ request: Request) async throws -> Response {
    let id = try request.id("account", as: AccountID.self)
    let email = try await identity.person(id).person.account.email.text
    return try await RefusedForm.redirect(to: AdminPaths.person(id)) {
      guard (request.formValues["confirm"] ?? "").trimmed.lowercased() == email.lowercased() else {
        throw Problem.invalid(
          "confirm", "mismatch", "Nothing was erased: what you typed is not the account's e-mail address.")
      }
      let receipt = try await identity.close(id, by: request.requireViewer().account)
      return .redirect(
        to: AdminPaths.erasure(receipt.erasure.id), flash: .success("The account is erased."))
    }
  }
}
