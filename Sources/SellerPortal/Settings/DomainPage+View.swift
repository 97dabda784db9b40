import Kernel
import Presentation
import Vendors
import Web

extension DomainPage {
  func html(_ request: Request) -> HTML {
    let claimed = domain.map { domain -> HTML in
      """
      \(FormLayout.section("State", "We look for the record when you ask, and twice a day after.", state(domain)))\
      \(FormLayout.section(
        "Records", "Set both at the provider of your domain. They can take an hour to be seen.", records(domain)))
      """
    }
    let choice = FormLayout.section(
      "Your own name", "Customers find your shop under it, besides its page here.", choose)
    return frame.page(
      .settings, request, title: "Settings",
      actions: frame.shop.status.badge(for: .vendor),
      """
      \(SettingsTabs.html(frame, current: frame.paths.domain))\
      <div class="form">\(claimed)\(choice)</div>\(domain.map(dialog))
      """)
  }

  private var choose: HTML {
    """
    <form class="stack" method="post" action="\(frame.paths.domain)">\(form.summary)\(form.basisField)\
    \(Field.text(
      "host", "Domain", in: form, hint: hint, maximumLength: 253, placeholder: Words(verbatim: "shop.example.com"),
      width: .half))\
    <div class="cluster">\
    \(Button.submit(domain == nil ? "Continue" : "Change", kind: domain == nil ? .primary : .secondary))\
    \(when: domain != nil, Button.dialog("Give it up …", opens: "remove-domain", kind: .quiet))</div></form>
    """
  }

  private var hint: Words {
    domain?.isVerified == true
      ? "When you change it, the present name stops showing your shop at once."
      : "Only the name, as shop.example.com. It must be yours."
  }

  private func state(_ domain: ShopDomain) -> HTML {
    let check = Button.post(
      domain.isVerified ? "Look again" : "Check now", to: frame.paths.domainCheck,
      kind: domain.isVerified ? .secondary : .primary, icon: .refresh)
    let verified =
      frame.shop.isOpen ? Badge.show("Shows your shop", .success) : Badge.show("Verified", .success)
    let badge = domain.isVerified ? verified : Badge.show("Not verified yet", .warning)
    let looked: HTML? = domain.checkedAt.map {
      "<p class=\"muted small\">\(say: "Last looked at \(part: 1).", $0.dateTimeHTML)</p>"
    }
    let missing: HTML? = domain.missingSince.map { since in
      let warning: Words =
        "It was last missing on \(part: 1). Put it back, or the domain stops showing your shop."
      return Notice.alert(
        .warning, title: "\(say: "The TXT record is gone")", text: "\(say: warning, since.dateHTML)")
    }
    return """
      <div class="stack"><div class="cluster"><strong class="breaks">\(domain.host)</strong>\(badge)</div>\
      \(missing)\(looked)<div>\(check)</div></div>
      """
  }

  private func records(_ domain: ShopDomain) -> HTML {
    """
    <div class="stack">\(record("TXT", domain.recordName, domain.recordValue, "Shows that the domain is yours."))\
    \(record("CNAME", domain.host, marketHost, Self.leadsHere))</div>
    """
  }

  private static let leadsHere: Words =
    """
    Leads people here. For a name without a host part, as example.com, your provider calls it ALIAS or ANAME, \
    or takes our address as an A record.
    """

  private func record(_ type: String, _ name: String, _ value: String, _ purpose: Words) -> HTML {
    """
    <div class="record"><p class="record__head"><strong>\(type)</strong> <span class="muted">\(purpose)</span></p>\
    <dl class="record__parts"><div><dt>\(say: "Name")</dt><dd><code class="breaks">\(name)</code>\(Button.copy(name))</dd></div>\
    <div><dt>\(say: "Value")</dt><dd><code class="breaks">\(value)</code>\(Button.copy(value))</dd></div></dl></div>
    """
  }

  private func dialog(_ domain: ShopDomain) -> HTML {
    Dialog.confirm(
      id: "remove-domain", title: "Give \(domain.host) up?",
      text: "It no longer shows your shop. You can claim it again, with a new record.", label: "Give it up",
      to: frame.paths.domainRemoval)
  }
}
