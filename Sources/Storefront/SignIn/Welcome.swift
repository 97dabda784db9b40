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
    let isApart = try await bringCart(request, to: account.id)
    var response = Response.redirect(
      to: path ?? request.nextPath ?? home, flash: isApart ? flash.tellingApart : flash
    )
    .setting(issued.cookie)
    if let device = issued.deviceCookie { response.cookies.append(device) }
    if let choice = try await agreedConsent(request, account.id) { response.cookies.append(choice.cookie) }
    response.cookies.append(RequestLanguage.cookie(try await agreedLanguage(account.id)))
    if heldCart(request) != nil { response.cookies.append(HeldCart.noCookie) }
    return response
  }

  /// Makes what a guest put into the cart the account's; true when it could not go into the cart that is there.
  private func bringCart(_ request: Request, to account: AccountID) async throws -> Bool {
    guard let held = heldCart(request) else { return false }
    do {
      return try await ordering.mergeCart(guest: held, into: account).isApart
    } catch let problem as Problem where problem.kind == .notFound {
      // Somebody else's, or long forgotten: there is nothing to bring along.
      return false
    }
  }
}

extension Flash? {
  /// The message with the news that goods have a cart of their own.
  fileprivate var tellingApart: Flash {
    let news: Words =
      "What you put into the cart before does not fit into the one you had. You find both in the cart."
    guard let self else { return .information(news) }
    return Flash(self.kind, Words(sentences: [self.message, news]), undoPath: self.undoPath)
  }
}
