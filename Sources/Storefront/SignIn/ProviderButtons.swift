import Identity
import Kernel
import Web

/// Ways in with an account of another site. They are links, so that the browser may go there.
enum ProviderButtons {
  /// A button for each site, below a form; nothing where there are none.
  static func show(_ providers: [OpenIDProvider], next: String?) -> HTML? {
    guard !providers.isEmpty else { return nil }
    let buttons = providers.map { provider in
      Button.link(
        "Go on with \(provider.label)", to: EntryForm.path("/login/with/\(provider.name)", next: next),
        size: .wide)
    }
    return """
      <div class="stack" role="group" aria-label="\(say: "Log in with another account")">\
      <p class="entry-or">\(say: "or")</p>\(buttons)</div>
      """
  }

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
          Button.post("Unlink", to: "/account/identities/\(link.id)/unlink", size: .small),
        ])
    }
    let columns = [
      TableColumn("Account at", isMain: true), TableColumn("Linked"), TableColumn("Last used"),
      TableColumn("", .end),
    ]
    let free = providers.filter { provider in !links.contains { $0.issuer == provider.issuer } }
    let buttons = free.map { provider in
      Button.link(
        "Link \(provider.label)",
        to: "/account/identities/\(provider.name)/link?\(Parameters().setting("proof", linkProof).encoded)",
        icon: .link)
    }
    return Card.section(
      "Accounts of other sites",
      """
      <div class="stack"><p class="muted">\(say: "They log you in here without your password.")</p>\
      \(when: !rows.isEmpty, DataTable.show("Accounts of other sites", columns, rows))\
      \(when: !buttons.isEmpty, "<div class=\"cluster\">\(buttons)</div>")</div>
      """)
  }
}

extension Storefront {
  /// The part of the security page about accounts of other sites.
  func externalIdentities(_ request: Request) async throws -> HTML? {
    let links = try await identity.externalIdentities(of: request.requireViewer().account)
    return ProviderButtons.section(
      identity.openIDProviders, links, linkProof: identity.linkProof(request))
  }
}
