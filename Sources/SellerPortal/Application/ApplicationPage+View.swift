import Kernel
import Presentation
import Vendors
import Web

extension ApplicationPage {
  private var shop: Shop { application.shop }

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(ApplicationTabs.html(frame, current: frame.paths.application))\
      <div class="stack stack--loose">\(when: !takesAnswer, form.summary)\(when: !shop.isOpen, stepper)\
      \(standing)\(checklist)\(history)</div>
      """
    return frame.page(
      .application, request, title: "Business",
      lead: "Who sells here and where the money goes. Only you and our team see it.",
      actions: shop.status.badge(for: .vendor), content)
  }

  private var stepper: HTML {
    let missing = Set(application.checklist.missing)
    let groups: [Set<ChecklistItem>] = [
      [.description, .business, .address], [.identity, .registration], [.payout],
    ]
    let current = groups.firstIndex { !$0.isDisjoint(with: missing) } ?? groups.count
    return Timeline.stepper(["Your business", "Documents", "Payouts", "Approval"], current: current)
  }

  /// Whether the page has the form of an answer, which says itself why it was refused.
  private var takesAnswer: Bool {
    switch shop.status {
    case .pending: application.question?.isOpen ?? false
    case .rejected: true
    case .suspended: !application.isAnswered
    case .approved, .closed: false
    }
  }

  private var standing: HTML {
    if let question = application.question, shop.status == .pending {
      return asked(question)
    }
    return status
  }

  private var status: HTML {
    switch shop.status {
    case .pending where application.checklist.isComplete:
      Notice.alert(
        .info, "We look at your shop",
        "Everything that we need is here. That usually takes less than a day; you get a mail.")
    case .pending:
      Notice.alert(
        .info, "Some things are missing",
        "Complete the list below. We can decide faster when everything is here.")
    case .rejected:
      """
      \(Notice.alert(
        .danger, "Your shop was not approved", reason))\
      \(answer("What you changed, or what we got wrong", "Send and ask again"))
      """
    case .suspended:
      """
      \(Notice.alert(
        .danger, "Your shop is suspended: customers don't see it at present",
        reason))\
      \(when: application.isAnswered, waiting, else: answer("Your answer", "Send the answer"))
      """
    case .approved:
      Notice.alert(.success, "Your shop is open", "Keep these details up to date; payouts depend on them.")
    case .closed: HTML()
    }
  }

  private var reason: Words {
    shop.statusReason.map { Words(verbatim: $0) } ?? "Write to us for the reason."
  }

  private var waiting: HTML {
    Notice.alert(.info, "You answered; we look at it", "Orders that were placed are still to be fulfilled.")
  }

  private func asked(_ question: ShopQuestion) -> HTML {
    let items = question.itemTitles.map { item -> HTML in "<li dir=\"auto\">\(item)</li>" }
    let list: HTML = items.isEmpty ? HTML() : "<ul>\(items)</ul>"
    let wish = Card.show(
      question.isOpen ? "We need something more" : "What we asked", aside: question.askedAt.dateHTML,
      "<div class=\"prose\"><p dir=\"auto\">\(question.message)</p>\(list)</div>")
    guard question.isOpen else {
      let text = Words(verbatim: question.answer ?? "")
      return "\(Notice.alert(.info, "You answered; we look at it", text))\(wish)"
    }
    return "\(wish)\(answer("Your answer", "Send the answer"))"
  }

  private func answer(_ label: Words, _ button: Words) -> HTML {
    Card.show(
      "Answer",
      """
      <form class="stack" method="post" action="\(frame.paths.applicationAnswer)">\(form.summary)\
      \(Field.multiline(
        "message", label, in: form, hint: "Add documents and change your details first; then tell us here.",
        rows: 4, maximumLength: 1000))\
      \(FormLayout.actions(
        Button.submit(button), Button.link("Add documents", to: frame.paths.documents, kind: .quiet)))</form>
      """)
  }

  private var checklist: HTML {
    let lines = application.checklist.lines.map { line -> HTML in
      let badge =
        line.isDone
        ? Badge.show("Done", .success)
        : line.item.isRequired ? Badge.show("Missing", .warning) : Badge.show("Optional")
      return """
        <li class="line"><div class="line__body"><a class="line__title" href="\(target(line.item))">\
        \(line.item.title)</a>\(line.note.map { "<p class=\"line__meta\" dir=\"auto\">\($0)</p>" } as HTML?)\
        </div><div class="line__end">\(badge)</div></li>
        """
    }
    let done = application.checklist.lines.filter(\.isDone).count
    let count: HTML =
      "<span class=\"muted num\">\(say: "\(done) of \(application.checklist.lines.count)")</span>"
    return Card.show("What we need", aside: count, "<ul class=\"lines list-plain\">\(lines)</ul>")
  }

  private func target(_ item: ChecklistItem) -> String {
    switch item {
    case .description: frame.paths.settings
    case .business, .address: frame.paths.business
    case .identity, .registration: frame.paths.documents
    case .payout: frame.paths.destinations
    case .product: frame.paths.products
    }
  }

  private var history: HTML? {
    guard !application.history.isEmpty else { return nil }
    let steps = application.history.map { entry in
      let text = entry.text.map { Words(verbatim: $0) }
      let items: Words? = entry.items.isEmpty ? nil : "\(list: entry.itemTitles)"
      return Timeline.Step(
        entry.kind.title, entry.kind.state, at: entry.at, text: .beside([text, items].compactMap { $0 }))
    }
    return Card.show("What happened so far", Timeline.show(steps))
  }
}

extension HistoryEntry.Kind {
  /// How the step is marked: what closed the way is not a tick.
  var state: Timeline.State { self == .rejected || self == .suspended ? .failed : .done }

  /// What happened, as a vendor reads it.
  var title: Words {
    switch self {
    case .submitted: "You told us about your business"
    case .changed: "You changed what you told us about your business"
    case .approved: "The shop was approved"
    case .rejected: "The shop was not approved"
    case .suspended: "The shop was suspended"
    case .unsuspended: "The suspension was lifted"
    case .asked: "We asked for more"
    case .answered: "You answered"
    }
  }
}
