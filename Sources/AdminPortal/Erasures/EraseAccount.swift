import Identity
import Kernel
import Web

extension AdminPortal {
  /// Erases somebody's account once its address was typed, and leads to the report.
  func erase(_ request: Request) async throws -> Response {
    let id = try request.id("account", as: AccountID.self)
    let place = "/admin/people/\(id)"
    let email = try await identity.person(id).person.account.email.text
    guard (request.formValues["confirm"] ?? "").trimmed.lowercased() == email.lowercased() else {
      return .redirect(
        to: place, flash: .error("Nothing was erased: what you typed is not the account's e-mail address."))
    }
    do {
      let receipt = try await identity.close(id, by: request.requireViewer().account)
      return .redirect(
        to: "\(ErasureListPage.path)/\(receipt.erasure.id)", flash: .success("The account is erased."))
    } catch let problem as Problem where problem.kind == .unauthenticated {
      // Somebody else was faster.
      throw Problem(.notFound)
    } catch let problem as Problem where [.notAllowedNow, .forbidden].contains(problem.kind) {
      return .redirect(to: place, flash: .error(problem.detail))
    }
  }
}
