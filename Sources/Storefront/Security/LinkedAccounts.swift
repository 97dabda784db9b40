import Identity
import Kernel
import Presentation
import Web

/// Accounts of other sites that log in here.
enum LinkedAccounts {
  /// Which accounts of other sites log in here, and how to link or unlink them; nothing where there are no
  /// sites and no links.
  static func section(
    _ providers: [OpenIDProvider], _ links: [ExternalIdentity], linkProof: String?
  ) -> HTML? {
    guard !providers.isEmpty || !links.isEmpty else { return nil }
    let labels = Dictionary(providers.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    let rows = links.map { link in
      TableRow(
        id: link.id.description, label: Words(verbatim: labels[link.provider] ?? link.provider),
        [
          "\(labels[link.provider] ?? link.provider)", link.linkedAt.dateTimeHTML,
          link.lastUsedAt.dateTimeHTML,
          Button.dialog("Unlink …", opens: "unlink-\(link.id)", size: .small),
        ])
    }
    let columns = [
      TableColumn("Account at", isMain: true), TableColumn("Linked"), TableColumn("Last used"),
      TableColumn("", .end),
    ]
    let free = providers.filter { provider in !links.contains { $0.issuer == provider.issuer } }
    let buttons = free.map { provider in
      Button.link(
        "Link \(provider.label)", to: Paths.link(provider.name, proof: linkProof), icon: .link)
    }
    return Card.section(
      "Accounts of other sites",
      """
      <div class="stack"><p class="muted">\(say: "They log you in here without your password.")</p>\
      \(when: !rows.isEmpty, DataTable.show("Accounts of other sites", columns, rows))\
      \(when: !buttons.isEmpty, "<div class=\"cluster\">\(buttons)</div>")\
      \(links.map { unlinking($0, labels[$0.provider] ?? $0.provider) })</div>
      """)
  }

  private static func unlinking(_ link: ExternalIdentity, _ site: String) -> HTML {
    Dialog.confirm(
      id: "unlink-\(link.id)", title: "Unlink \(site)?", text: "It does not log you in here any more.",
      label: "Unlink", to: Paths.unlink(link.id))
  }
}

extension Storefront {
  /// The part of the security page about accounts of other sites.
  func externalIdentities(_ request: Request) async throws -> HTML? {
    let links = try await identity.externalIdentities(of: request.requireViewer().account)
    return LinkedAccounts.section(
      identity.openIDProviders, links, linkProof: identity.linkProof(request))
  }

  /// Only a page of this site has the proof, so no other page links an account.
  func linkIdentity(_ request: Request) async throws -> Response {
    guard identity.hasLinkProof(request) else { return .redirect(to: Paths.security) }
    return try await securely(request) {
      try await depart(request, linking: request.requireViewer())
    }
  }

  func unlinkIdentity(_ request: Request) async throws -> Response {
    try await securely(request) {
      try await identity.unlink(
        request.id("identity", as: ExternalIdentityID.self), by: request.requireViewer())
      return .redirect(to: Paths.security, flash: .success("The account is unlinked."))
    }
  }
}
