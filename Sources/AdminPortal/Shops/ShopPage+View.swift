import Kernel
import Presentation
import Vendors
import Web

extension ShopPage {
  private var shop: Shop { reviewed.shop }

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(ShopTabs.html(frame, shop, current: .overview))<div class="stack stack--loose">\(refusedForm)\(notes)\
      \(checklist)\(Card.show(Words("About", meaning: "a shop"), facts))\(history)</div>\(dialogs)
      """
    return frame.page(
      .shops, request, title: Words(verbatim: shop.name),
      actions: "<div class=\"cluster\">\(shop.status.badge(for: .marketplace))\(buttons)</div>",
      breadcrumbs: ShopTabs.crumbs(shop), content)
  }

  /// What the viewer can decide now.
  private var verdicts: [ShopVerdict] {
    guard frame.viewer.may(.shopDecisions), !isOwn else { return [] }
    return ShopVerdict.allCases.filter { $0.isPossible(shop.status) }
  }

  private var buttons: [HTML] {
    verdicts.filter { refused?.verdict != $0 }.map { verdict in
      Button.dialog(verdict.label, opens: verdict.rawValue, kind: kind(verdict), size: .small)
    }
  }

  private var dialogs: [HTML] {
    verdicts.filter { refused?.verdict != $0 }.map { verdict in
      Dialog.show(
        id: verdict.rawValue, title: "\(verdict.label): \(shop.name)",
        form(verdict, FormState(id: "\(verdict.rawValue)-f")))
    }
  }

  /// A decision that was refused is shown in the page, with what is wrong.
  private var refusedForm: HTML? {
    refused.map { Card.show($0.verdict.label, form($0.verdict, $0.form)) }
  }

  private func kind(_ verdict: ShopVerdict) -> Button.Kind {
    switch verdict {
    case .approve, .unsuspend: .primary
    case .ask: .secondary
    case .reject, .suspend: .danger
    }
  }

  private func form(_ verdict: ShopVerdict, _ state: FormState) -> HTML {
    """
    <form class="stack" method="post" action="\(verdict.path(of: shop.slug))">\(state.summary)\
    \(Button.hidden("version", String(application.version)))\(fields(verdict, state))\
    \(FormLayout.actions(Button.submit(verdict.confirmation, kind: kind(verdict))))</form>
    """
  }

  private func fields(_ verdict: ShopVerdict, _ state: FormState) -> HTML {
    switch verdict {
    case .approve:
      if application.checklist.isComplete, application.checklist.unseen.isEmpty {
        return "<p>\(say: "Customers see the shop and its goods at once.")</p>"
      }
      return "\(shortcomings)\(Field.checkbox("anyway", "Approve it all the same", in: state))"
    case .unsuspend: return "<p>\(say: "Customers see the shop and its goods again.")</p>"
    case .ask:
      let items = application.checklist.missing.map { Choice($0.rawValue, $0.title) }
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

  /// What speaks against opening the shop now.
  private var shortcomings: [HTML] {
    var notes: [HTML] = []
    let missing = application.checklist.missing.map(\.title)
    if !missing.isEmpty {
      notes.append(Notice.alert(.warning, "Not everything is here", "Missing: \(list: missing)."))
    }
    let unseen = application.checklist.unseen.map(\.title)
    if !unseen.isEmpty {
      notes.append(
        Notice.alert(
          .warning, "Nobody looked at a document yet", "\(list: unseen).",
          actions: Button.link("Look at it", to: AdminPaths.shopDocuments(shop.slug), size: .small)))
    }
    return notes
  }

  private var notes: HTML {
    var notes = isOwn ? AdminFrame.ownShopNote : HTML()
    if shop.status == .closed { notes += closedNote }
    if let question = application.question {
      notes += Notice.alert(
        question.isOpen ? .warning : .neutral,
        question.isOpen ? "The vendor was asked for more" : "What the vendor was asked",
        .beside([Words(verbatim: question.message)] + question.itemTitles) ?? .none)
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
      frame.viewer.may(.shopDecisions) && !isOwn
      ? Button.post(
        "Restore", to: AdminPaths.restoreShop(shop.slug), kind: .secondary, icon: .undo, size: .small) : nil
    let deadline: Words = """
      It can be brought back as it was until \(part: 1). Then its goods, pictures and documents are deleted.
      """
    return Notice.alert(
      .neutral, title: "\(say: "The vendor closed this shop")",
      text: "\(say: deadline, restorableUntil.dateHTML)", actions: restore)
  }

  private var checklist: HTML {
    let lines = application.checklist.lines.map { line -> HTML in
      let badge =
        line.isUnseen
        ? Badge.show("To be looked at", .warning)
        : line.isDone
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
      ("Vendor", frame.link(.people, to: AdminPaths.person(shop.owner), reviewed.ownerName)),
      ("E-mail", "<a href=\"mailto:\(reviewed.ownerEmail)\">\(reviewed.ownerEmail)</a>"),
      ("Description", written(shop.description)),
      ("Country", "\(CountryNames.name(shop.country))"), ("Currency", "\(shop.currency.code)"),
      ("Opened", shop.createdAt.dateTimeHTML),
      (
        "Page",
        shop.isOpen
          ? "<a href=\"\(Paths.shop(shop.slug))\">\(Paths.shop(shop.slug))</a>"
          : "<span class=\"muted\">\(say: "\(Paths.shop(shop.slug)), hidden from customers")</span>"
      ),
    ])
  }

  private var history: HTML? {
    guard !application.history.isEmpty else { return nil }
    let steps = application.history.map { entry in
      let typed = [entry.accountName, entry.text].compactMap { $0 }.map { Words(verbatim: $0) }
      let items: [Words] = entry.items.isEmpty ? [] : ["\(list: entry.itemTitles)"]
      return Timeline.Step(entry.kind.title, entry.kind.state, at: entry.at, text: .beside(typed + items))
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
