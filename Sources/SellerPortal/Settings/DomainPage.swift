import Kernel
import Presentation
import Vendors
import Web

/// The shop's own host name.
struct DomainPage {
  let frame: SellerFrame
  let domain: ShopDomain?
  /// Where the marketplace's server is, for the record that leads to it.
  let marketHost: String
  let form: FormState
}

extension SellerPortal {
  func domainPage(_ request: Request, _ form: FormState? = nil) async throws -> DomainPage {
    let domain = try await vendors.domain(of: request.requireShop())
    let host = publicURL.split(separator: "/").dropFirst().first.map { $0.prefix { $0 != ":" } } ?? ""
    return DomainPage(
      frame: try await frame(request), domain: domain, marketHost: String(host),
      form: form ?? FormState(values: ["host": domain?.host ?? ""]))
  }

  func claimDomain(_ request: Request) async throws -> Response {
    do {
      _ = try await vendors.claimDomain(request.form(ClaimDomainInput.self), for: request.requireShop())
      return try await domainAnswer(
        request, .information("Now set the records below at your domain's provider."))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let page = try await domainPage(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: problem.pageStatus)
    }
  }

  func verifyDomain(_ request: Request) async throws -> Response {
    do {
      let domain = try await vendors.verifyDomain(of: request.requireShop())
      let isOpen = try await vendors.shop(request.requireShop()).isOpen
      let message: Words =
        isOpen
        ? "\(domain.host) shows your shop now."
        : "\(domain.host) is yours, and shows your shop as soon as it is open."
      return try await domainAnswer(request, .success(message))
    } catch let problem as Problem
      where [.domainNotProven, .domainTaken, .unavailable, .conflict].contains(problem.kind)
    {
      return try await domainAnswer(request, .error(problem.detail))
    }
  }

  func removeDomain(_ request: Request) async throws -> Response {
    try await vendors.removeDomain(of: request.requireShop())
    return try await domainAnswer(request, .success("The domain does not show your shop any more."))
  }

  private func domainAnswer(_ request: Request, _ flash: Flash) async throws -> Response {
    .redirect(to: "\(try await path(request, .settings))/domain", flash: flash)
  }
}

extension DomainPage {
  private var path: String { "\(frame.path(.settings))/domain" }

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
      \(SettingsTabs.html(frame, current: "/domain"))\
      <div class="form">\(claimed)\(choice)</div>\(domain.map(dialog))
      """)
  }

  private var choose: HTML {
    """
    <form class="stack" method="post" action="\(path)">\(form.summary)\
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
      domain.isVerified ? "Look again" : "Check now", to: "\(path)/verify",
      kind: domain.isVerified ? .secondary : .primary, icon: .refresh)
    let verified =
      frame.shop.isOpen ? Badge.show("Shows your shop", .success) : Badge.show("Verified", .success)
    let badge = domain.isVerified ? verified : Badge.show("Not verified yet", .warning)
    let looked: HTML? = domain.checkedAt.map {
      "<p class=\"muted small\">\(say: "Last looked at \(part: 1).", $0.dateTimeHTML)</p>"
    }
    let missing: HTML? = domain.missingSince.map { since in
      Notice.alert(
        .warning, "The TXT record is gone",
        "It was last missing on \(day: since). Put it back, or the domain stops showing your shop.")
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
      to: "\(path)/remove")
  }
}
