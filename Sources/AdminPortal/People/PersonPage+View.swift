import Identity
import Kernel
import Presentation
import Vendors
import Web

extension PersonPage {
  var person: Person { details.person }
  var account: Account { person.account }
  private var isSelf: Bool { frame.viewer.account == person.id }

  func html(_ request: Request) -> HTML {
    let badges: HTML = """
      <div class="cluster">\(when: account.isAdmin, person.roleHTML)\(person.state.badge)</div>
      """
    return frame.page(
      .people, request, title: Words(verbatim: account.name), actions: badges,
      breadcrumbs: Navigation.breadcrumbs([
        ("People", AdminPaths.people), (Words(verbatim: account.name), nil),
      ]),
      """
      \(form.summary)\(notes)\(StorefrontPage.columns(aside: actions, isAsideLast: true, main))\
      \(dialogs)
      """)
  }

  private var notes: HTML {
    guard let reason = account.blockedReason else { return HTML() }
    let open = workplaces.filter { $0.isOwner && $0.shop.isOpen }.map(\.shop)
    let ban = Notice.alert(.danger, "Banned, for this reason", Words(verbatim: reason))
    if open.isEmpty { return ban }
    let links = open.map {
      Button.link("Look at \($0.name)", to: AdminPaths.shop($0.slug), size: .small)
    }
    let shops = Notice.alert(
      .warning, open.count == 1 ? "Their shop still sells" : "Their shops still sell",
      "A ban closes the account, not the shop: customers can order there. Suspend it, too, if it should stop.",
      actions: HTML.joined(links))
    return "\(ban)\(shops)"
  }

  private var main: HTML {
    var facts: [(name: Words, value: HTML)] = [
      ("E-mail", "<a href=\"mailto:\(account.email.text)\">\(account.email.text)</a>"),
      ("Role", person.roleHTML), ("Joined", account.createdAt.dateTimeHTML),
    ]
    if let at = person.bannedAt { facts.append(("Banned", at.dateTimeHTML)) }
    facts.append(("Devices logged in", "\(details.sessionCount.displayCount)"))
    facts.append(("Second factor", "\(secondFactor)"))
    for (name, title) in [("orders", "Orders"), ("reviews", "Reviews")] as [(String, Words)] {
      if let count = details.counts[name] { facts.append((title, "\(count.displayCount)")) }
    }
    facts.append(("Id", "<code class=\"ltr\">\(person.id.description)</code>"))
    return """
      <div class="stack">\(Card.show("Account", Card.facts(facts)))\(Card.show("Shops", shops))</div>
      """
  }

  private var secondFactor: Words {
    var ways: [Words] = details.hasSecondFactor ? ["Codes by app"] : []
    if details.passkeyCount > 0 {
      ways.append("\(count: details.passkeyCount, one: "# passkey", other: "# passkeys")")
    }
    return ways.isEmpty ? "None" : "\(list: ways)"
  }

  private var hasSecondFactor: Bool { details.hasSecondFactor || details.passkeyCount > 0 }

  private var shops: HTML {
    if workplaces.isEmpty { return "<p class=\"muted\">\(say: "Neither owns a shop nor works in one.")</p>" }
    let rows = workplaces.map { place -> HTML in
      let what: Words =
        place.isOwner ? "Owner" : "\(list: StaffPermissions(place.permissions).all.map(\.title))"
      return """
        <li class="line"><div class="line__body">\
        <a class="line__title" href="\(AdminPaths.shop(place.shop.slug))" dir="auto">\(place.shop.name)</a>\
        <p class="line__meta">\(what)</p></div>\
        <div class="line__end">\(place.shop.status.badge(for: .marketplace))</div></li>
        """
    }
    return "<ul class=\"lines\">\(rows)</ul>"
  }

  /// What the viewer may do about this person.
  private var actions: HTML {
    var cards: [HTML] = []
    if frame.viewer.may(.administrators) { cards.append(Card.show("Role", roleActions)) }
    if mayTouch { cards.append(Card.show("Access", accessActions)) }
    if !isSelf && frame.viewer.may(.administrators) { cards.append(Card.show("Data", dataActions)) }
    if isSelf {
      cards.append(
        Notice.alert(.info, nil, "This is you. Somebody else has to change your role or your access."))
    } else if !mayTouch {
      cards.append(Notice.alert(.info, nil, "This is an administrator. A superadmin looks after them."))
    }
    if frame.may(.audit) {
      cards.append(
        Button.link("What they did", to: AdminPaths.audit(by: person.id), icon: .shield, size: .wide))
    }
    return "<div class=\"stack\">\(cards)</div>"
  }

  private var mayTouch: Bool { person.isInReach(of: frame.viewer) }

  private var roleActions: HTML {
    let text: Words = account.adminRole.map { "\($0.title): \($0.summary)." } ?? "Customer."
    if isSelf { return "<p>\(text)</p>" }
    let canChange = person.canBeAdministrator
    let label: Words = account.isAdmin ? "Change the role …" : "Make an administrator …"
    return """
      <div class="stack"><p>\(text)</p>\
      \(when: canChange, Button.dialog(label, opens: "role", icon: .key, size: .wide))\
      \(when: account.isAdmin,
        Button.dialog("Take the role away …", opens: "demote", kind: .danger, size: .wide))\
      \(when: !canChange && !account.isAdmin,
        "<p class=\"muted small\">\(say: "Only active people can become administrators.")</p>")</div>
      """
  }

  private var dataActions: HTML {
    let text: Words = "For somebody who asks to be forgotten and can't do it in their account."
    let button = Button.dialog(
      "Erase the account …", opens: "erase", kind: .danger, icon: .trash, size: .wide)
    return "<div class=\"stack\"><p class=\"muted small\">\(text)</p>\(button)</div>"
  }

  private var accessActions: HTML {
    let isBanned = person.state == .banned
    return """
      <div class="stack">\
      \(when: details.sessionCount > 0, Button.dialog(
        "Log out everywhere …", opens: "sign-out", icon: .logOut, size: .wide))\
      \(when: frame.viewer.may(.administrators) && hasSecondFactor, Button.dialog(
        "Reset second factor …", opens: "second-factor", icon: .phone, size: .wide))\
      \(when: frame.viewer.may(.bans) && isBanned, Button.post(
        "Unban", to: AdminPaths.unban(person.id), kind: .primary, icon: .undo, size: .wide))\
      \(when: frame.viewer.may(.bans) && !isBanned, Button.dialog(
        "Ban …", opens: "ban", kind: .danger, icon: .lock, size: .wide))\
      \(when: details.sessionCount == 0 && !frame.viewer.may(.bans),
        "<p class=\"muted small\">\(say: "Not logged in anywhere.")</p>")</div>
      """
  }
}
