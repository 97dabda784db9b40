import Identity
import Kernel
import Presentation
import Web

/// Ways in with an account of another site. They are links, so that the browser may go there.
enum ProviderButtons {
  /// A button for each site, below a form; nothing where there are none.
  static func show(_ providers: [OpenIDProvider], next: String?) -> HTML? {
    guard !providers.isEmpty else { return nil }
    let buttons = providers.map { provider in
      Button.link(
        "Go on with \(provider.label)", to: EntryForm.path(Paths.providerSignIn(provider.name), next: next),
        size: .wide)
    }
    return """
      <div class="stack" role="group" aria-label="\(say: "Log in with another account")">\
      <p class="entry-or">\(say: "or")</p>\(buttons)</div>
      """
  }
}
