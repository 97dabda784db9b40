import Kernel
import Presentation
import Vendors
import Web

/// The parts of what is known about a shop, as far as the viewer may see them.
enum ShopTabs {
  static func html(_ frame: AdminFrame, _ shop: Shop, current: String) -> HTML {
    let path = "/admin/shops/\(shop.slug)"
    var tabs: [(label: Words, path: String, count: Int?)] = [("Overview", path, nil)]
    if frame.viewer.may(.documents) {
      tabs.append(("Business", "\(path)/business", nil))
      tabs.append(("Documents", "\(path)/documents", nil))
    }
    if frame.viewer.may(.payouts) { tabs.append(("Payouts", "\(path)/payout-destinations", nil)) }
    return tabs.count == 1 ? HTML() : Navigation.tabs("Shop", tabs, current: "\(path)\(current)")
  }

  static func crumbs(_ shop: Shop, _ here: Words? = nil) -> HTML {
    var crumbs: [(label: Words, path: String?)] = [("Shops", "/admin/shops")]
    if let here {
      crumbs += [(Words(verbatim: shop.name), "/admin/shops/\(shop.slug)"), (here, nil)]
    } else {
      crumbs.append((Words(verbatim: shop.name), nil))
    }
    return Navigation.breadcrumbs(crumbs)
  }
}

extension ShopDetailPage {
  private var shop: Shop { reviewed.shop }

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(ShopTabs.html(frame, shop, current: ""))<div class="stack stack--loose">\(refusedForm)\(notes)\
      \(checklist)\(Card.show(Words("About", meaning: "a shop"), facts))\(history)</div>\(dialogs)
      """
    return frame.page(
      .shops, request, title: Words(verbatim: shop.name),
      actions: "<div class=\"cluster\">\(shop.status.badge(for: .marketplace))\(buttons)</div>",
      breadcrumbs: ShopTabs.crumbs(shop), content)
  }

  /// What the viewer can decide now.
  private var verbs: [ShopDecisionInput.Verb] {
    guard frame.viewer.may(.shopDecisions) else { return [] }
    return ShopDecisionInput.Verb.allCases.filter { $0.isPossible(shop.status) }
  }

  private var buttons: [HTML] {
    verbs.filter { refused?.verb != $0 }.map { verb in
      Button.dialog(verb.label, opens: verb.rawValue, kind: kind(verb), size: .small)
    }
  }

  private var dialogs: [HTML] {
    verbs.filter { refused?.verb != $0 }.map { verb in
      Dialog.show(
        id: verb.rawValue, title: "\(verb.label): \(shop.name)",
        form(verb, FormState(id: "\(verb.rawValue)-f")))
    }
  }

  /// A decision that was refused is shown in the page, with what is wrong.
  private var refusedForm: HTML? {
    refused.map { Card.show($0.verb.label, form($0.verb, $0.form)) }
  }

  private func kind(_ verb: ShopDecisionInput.Verb) -> Button.Kind {
    switch verb {
    case .approve, .unsuspend: .primary
    case .ask: .secondary
    case .reject, .suspend: .danger
    }
  }

  private func form(_ verb: ShopDecisionInput.Verb, _ state: FormState) -> HTML {
    """
    <form class="stack" method="post" action="/admin/shops/\(shop.slug)/\(verb.path)">\(state.summary)\
    \(Button.hidden("version", String(application.version)))\(fields(verb, state))\
    \(FormLayout.actions(Button.submit(verb.confirmation, kind: kind(verb))))</form>
    """
  }

  private func fields(_ verb: ShopDecisionInput.Verb, _ state: FormState) -> HTML {
    switch verb {
    case .approve:
      if application.checklist.isComplete {
        return "<p>\(say: "Customers see the shop and its goods at once.")</p>"
      }
      let missing = application.checklist.missing.map(\.title)
      return """
        \(Notice.alert(.warning, "Not everything is here", "Missing: \(list: missing)."))\
        \(Field.checkbox("anyway", "Approve it all the same", in: state))
        """
    case .unsuspend: return "<p>\(say: "Customers see the shop and its goods again.")</p>"
    case .ask:
      // They are a part of what the administrator writes, so they are sent as read.
      let items = application.checklist.missing.map { Choice($0.title.text, $0.title) }
      return """
        \(Field.multiline(
          "message", "What you need", in: state, hint: "The vendor gets a mail and can answer.", rows: 4,
          maximumLength: 1000))\
        \(when: !items.isEmpty, Field.checkboxes("items", "What is missing", items, in: state))
        """
    case .reject, .suspend:
      return Field.multiline(
        "reason", "Reason", in: state, hint: "The vendor reads this and can answer.", rows: 4,
        maximumLength: 1000)
    }
  }

  private var notes: HTML {
    var notes = HTML()
    if shop.status == .closed { notes += closedNote }
    if let question = application.question {
      notes += Notice.alert(
        question.isOpen ? .warning : .neutral,
        question.isOpen ? "The vendor was asked for more" : "What the vendor was asked",
        Words(verbatim: ([question.message] + question.items).joined(separator: " · ")))
      if let answer = question.answer {
        notes += Notice.alert(.info, "The vendor answered", Words(verbatim: answer))
      }
    }
    if let reason = shop.statusReason {
      notes += Notice.alert(.warning, "Reason given to the vendor", Words(verbatim: reason))
    }
    if let answer = shop.vendorAnswer {
      notes += Notice.alert(.info, "The vendor answers", Words(verbatim: answer))
    }
    return notes
  }

  private var closedNote: HTML {
    guard let restorableUntil else {
      return Notice.alert(.neutral, "Closed for good", "Only what the books need is left of this shop.")
    }
    let restore: HTML? =
      frame.viewer.may(.shopDecisions)
      ? Button.post(
        "Restore", to: "/admin/shops/\(shop.slug)/restore", kind: .secondary, icon: .undo, size: .small) : nil
    return Notice.alert(
      .neutral, "The vendor closed this shop",
      """
      It can be brought back as it was until \(day: restorableUntil). Then its goods, pictures and \
      documents are deleted.
      """, actions: restore)
  }

  private var checklist: HTML {
    let lines = application.checklist.lines.map { line -> HTML in
      let badge =
        line.isDone
        ? Badge.show(Words("There", meaning: "is present"), .success)
        : line.item.isRequired ? Badge.show("Missing", .warning) : Badge.show("Not yet")
      return """
        <li class="line"><div class="line__body"><span class="line__title">\(line.item.title)</span>\
        \(line.note.map { "<p class=\"line__meta\" dir=\"auto\">\($0)</p>" } as HTML?)</div>\
        <div class="line__end">\(badge)</div></li>
        """
    }
    return Card.show("Checklist", "<ul class=\"lines\">\(lines)</ul>")
  }

  private var facts: HTML {
    Card.facts([
      ("Vendor", owner),
      ("E-mail", "<a href=\"mailto:\(reviewed.ownerEmail)\">\(reviewed.ownerEmail)</a>"),
      ("Description", "<span dir=\"auto\">\(shop.description)</span>"),
      ("Country", "\(CountryNames.name(shop.country))"), ("Currency", "\(shop.currency.code)"),
      ("Opened", shop.createdAt.dateTimeHTML),
      (
        "Page",
        shop.isOpen
          ? "<a href=\"\(shop.path)\">\(shop.path)</a>"
          : "<span class=\"muted\">\(say: "\(shop.path), hidden from customers")</span>"
      ),
    ])
  }

  private var owner: HTML {
    guard frame.may(.people) else { return "<span dir=\"auto\">\(reviewed.ownerName)</span>" }
    return "<a href=\"/admin/people/\(shop.owner.description)\" dir=\"auto\">\(reviewed.ownerName)</a>"
  }

  private var history: HTML? {
    guard !application.history.isEmpty else { return nil }
    let steps = application.history.map { entry in
      let parts = [
        entry.accountName, entry.text, entry.items.isEmpty ? nil : entry.items.joined(separator: ", "),
      ]
      return Timeline.Step(
        entry.kind.title, entry.kind.state, at: entry.at,
        text: Words(verbatim: parts.compactMap { $0 }.joined(separator: " · ")))
    }
    return Card.show("What was decided", Timeline.show(steps))
  }
}

extension HistoryEntry.Kind {
  /// How the step is marked: what closed the way is not a tick.
  var state: Timeline.State { self == .rejected || self == .suspended ? .failed : .done }

  var title: Words {
    switch self {
    case .submitted: "Business details sent"
    case .changed: "Business details changed"
    case .approved: "Approved"
    case .rejected: "Rejected"
    case .suspended: "Suspended"
    case .unsuspended: "Suspension lifted"
    case .asked: "Asked for more"
    case .answered: "The vendor answered"
    }
  }
}
