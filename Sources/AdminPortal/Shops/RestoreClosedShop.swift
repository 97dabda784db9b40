import Kernel
import Vendors
import Web

extension AdminPortal {
  /// Brings a closed shop back for its vendor, who asked for it.
  func restoreShop(_ request: Request) async throws -> Response {
    let reference = try request.parameter("shop")
    do {
      let shop = try await vendors.restoreShop(reference, by: nil)
      return .redirect(
        to: "/admin/shops/\(shop.slug)",
        flash: .success("\(shop.name) is back as it was. The vendor gets a mail."))
    } catch let problem as Problem where [.restoreWindowOver, .notAllowedNow].contains(problem.kind) {
      return .redirect(to: "/admin/shops/\(reference)", flash: .error(problem.detail))
    }
  }
}
