import Kernel
import Web

/// Addresses that can't sign up any more, for administrators.
package enum BarredAddressRoutes {
  private static let tag = "Onboarding"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/admin/barred-addresses", "List addresses that can't sign up any more", tag: tag,
        .admin(.bans), answer: Page<BarredAddressOutput>.self
      ) { request in
        try await vendors.barredAddresses(request.page()).map(BarredAddressOutput.init)
      },
      .api(
        .post, "/admin/barred-addresses/searches", "Find out whether an address is barred", tag: tag,
        .admin(.bans), body: BarredAddressInput.self, answer: BarredAddressOutput.self, problems: [.notFound]
      ) { _, body in
        BarredAddressOutput(barred: try await vendors.barredAddress(body.email))
      },
      .api(
        .delete, "/admin/barred-addresses/{address}", "Let an address sign up again", tag: tag,
        .admin(.bans), answer: NoContent.self, problems: [.notFound]
      ) { request in
        try await vendors.liftBar(request.parameter("address"))
        return NoContent()
      },
    ]
  }
}

/// The address to look for; it stands in the body, so that no log holds it.
struct BarredAddressInput: Input {
  let email: EmailAddress

  init(from input: inout InputReader) throws {
    email = input.required("email", .email)
  }
}

/// A barred address. The address itself is not kept.
struct BarredAddressOutput: Output {
  let barred: BarredAddress

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.barred.reference },
    .init("shop") { $0.barred.shop },
    .init("barredAt") { $0.barred.barredAt },
  ]
}
