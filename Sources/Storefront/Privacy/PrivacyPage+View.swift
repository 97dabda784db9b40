import Identity
import Kernel
import Presentation
import Web

private let bytesPerKilobyte: Int64 = 1_024

extension PrivacyPage {
  func html(_ flash: Flash?) -> HTML {
    AccountFrame.page(
      frame, flash: flash, title: "Your data",
      lead: "See it, take it with you, change it, or have it erased.",
      current: Paths.privacy,
      """
      <div class="stack stack--loose">\(Card.show("Take it with you", copies))\
      <div class="grid-2">\(Card.show("Correct it", correction))\(Card.show("Being counted", counting))</div>\
      \(Card.show("Erase it", erasure))</div>
      """)
  }

  private var copies: HTML {
    """
    <div class="stack"><p>\(kept)</p>\
    \(exportList)\
    <div class="cluster">\(Button.post("Make a new file", to: Paths.exports, icon: .archive))\
    \(Button.link("See it now as text", to: Paths.exportAsText, kind: .quiet, icon: .download))</div></div>
    """
  }

  private var kept: Words {
    """
    Everything that is kept about you in one ZIP file: account, addresses, orders, shops, and the files that you \
    sent. Each file stays for \(count: exportDays, one: "# day", other: "# days").
    """
  }

  /// Reloads itself until nothing is being made any more.
  private var exportList: HTML {
    guard !exports.isEmpty else { return HTML() }
    let isWaiting = exports.contains { $0.status == .queued }
    return """
      <ul class="lines" id="exports"\(attribute: "data-module", isWaiting ? "refresh" : nil)\
      \(attribute: "data-every", isWaiting ? "1500" : nil)>\(exports.map(line))</ul>
      """
  }

  private func line(_ export: Export) -> HTML {
    let state: HTML =
      switch export.status {
      case .queued: Badge.show("Being made", .info)
      case .ready: Badge.show("Ready", .success)
      case .failed: Badge.show("Did not work", .danger)
      }
    let link: HTML =
      export.status == .ready
      ? Button.link(
        "Download", to: Paths.export(export.id), icon: .download, size: .small) : HTML()
    return """
      <li class="line"><div class="line__body"><p class="line__title">\
      \(say: "Asked for on \(part: 1)", export.createdAt.dateTimeHTML)</p><p class="line__meta">\(detail(export))</p></div>\
      <div class="line__end cluster">\(state)\(link)</div></li>
      """
  }

  private func detail(_ export: Export) -> HTML {
    switch export.status {
    case .queued: "\(say: "Usually a minute. It appears here as soon as it is ready.")"
    case .failed: "\(say: "Ask for a new one. If that does not work either, tell us.")"
    case .ready: "\(say: "\(size(export.bytes ?? 0)), until \(part: 1)", export.expiresAt.dateHTML)"
    }
  }

  private func size(_ bytes: Int64) -> Words {
    let kilobytes = max(1, (bytes + bytesPerKilobyte / 2) / bytesPerKilobyte)
    return kilobytes < bytesPerKilobyte
      ? "\(kilobytes) kB" : "\((kilobytes + bytesPerKilobyte / 2) / bytesPerKilobyte) MB"
  }

  private var correction: HTML {
    """
    <div class="stack"><p>\(say: "Name, telephone number, picture, address and mails: you change them yourself.")</p>\
    <div class="cluster">\(Button.link("Profile", to: Paths.profile, icon: .edit))\
    \(Button.link("Addresses", to: Paths.addresses, icon: .pin))</div></div>
    """
  }

  private var counting: HTML {
    let state: Words =
      isRefusedByBrowser
      ? "Your browser says no for you, so you are not counted."
      : consent.map { $0.analytics ? "You let us count your visits." : "You are not counted." }
        ?? "You have not been asked yet, so you are not counted."
    return """
      <div class="stack"><p>\(state)</p>\
      <div>\(Button.link("Change the choice", to: Paths.privacyChoices, icon: .settings))</div></div>
      """
  }

  private var erasure: HTML {
    """
    <div class="stack"><p>\(say: "Closes your account for good. What you told us is deleted; orders stay in the books without your name, your addresses and your telephone number.")</p>\
    <div>\(Button.link("See what will happen", to: Paths.erasure, kind: .danger, icon: .trash))</div></div>
    """
  }
}
