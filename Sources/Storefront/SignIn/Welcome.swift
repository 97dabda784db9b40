import Identity
import Kernel
import Ordering
import Presentation
import Web

extension Storefront {
  /// The answer that begins a session in the browser: the guest's cart becomes the account's, and the page
  /// that was wanted comes next.
  func welcome(_ issued: IssuedSession, _ request: Request, to path: String? = nil, flash: Flash? = nil)
    async throws -> Response
  {
    let account = issued.account
    let home = account.isAdmin ? AdminPaths.dashboard : Paths.home
    var response = Response.redirect(to: path ?? request.nextPath ?? home, flash: flash).setting(
      issued.cookie)
    if let device = issued.deviceCookie { response.cookies.append(device) }
    if let choice = try await agreedConsent(request, account.id) { response.cookies.append(choice.cookie) }
    response.cookies.append(RequestLanguage.cookie(try await agreedLanguage(account.id)))
    guard let held = heldCart(request) else { return response }
    do {
      _ = try await ordering.mergeCart(guest: held, into: account.id)
    } catch let problem as Problem where problem.kind == .notFound {
      // Somebody else's, or long forgotten: there is nothing to bring along.
    }
    response.cookies.append(HeldCart.noCookie)
    return response
  }
}
