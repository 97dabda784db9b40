import Kernel
import Web

/// One's accounts at other sites that log in here.
package enum ExternalIdentityRoutes {
  private static let tag = "Accounts"

  /// Every route of the noun. Logging in with another site is a matter of pages, as it needs a browser.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/me/identities", "List the accounts of other sites that one can log in with", tag: tag,
        .signedIn, answer: ExternalIdentityListOutput.self
      ) { request in
        let links = try await identity.externalIdentities(of: request.requireViewer().account)
        return ExternalIdentityListOutput(
          items: links.map { ExternalIdentityOutput(link: $0, label: identity.openIDLabel($0.provider)) })
      },
      .api(
        .delete, "/me/identities/{identity}", "Unlink the account of another site", tag: tag, .signedIn,
        answer: NoContent.self, problems: [.notAllowedNow, .confirmationNeeded]
      ) { request in
        let link = try request.id("identity", as: ExternalIdentityID.self)
        try await identity.unlink(link, by: request.requireViewer())
        return NoContent()
      },
    ]
  }
}

/// A link with another site, as the API shows it.
struct ExternalIdentityOutput: Output {
  let link: ExternalIdentity
  let label: String

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.link.id },
    .init("provider") { $0.link.provider },
    .init("label") { $0.label },
    .init("linkedAt") { $0.link.linkedAt },
    .init("lastUsedAt") { $0.link.lastUsedAt },
  ]
}

/// All of them; there are few.
struct ExternalIdentityListOutput: Output {
  let items: [ExternalIdentityOutput]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
