import Kernel

/// What has happened and what is to come, as for an order.
package enum Timeline {
  /// Where a step stands.
  package enum State: String, Sendable {
    case done, current, upcoming, failed

    /// For those who don't see the mark.
    fileprivate var title: Words {
      switch self {
      case .done: "done"
      case .current: "now"
      case .upcoming: "to come"
      case .failed: "failed"
      }
    }
  }

  /// One step; `text` is a quiet second line.
  package struct Step: Sendable {
    let title: Words
    let state: State
    let time: Timestamp?
    let text: Words?

    /// A step that is `done` at a time, `current`, `upcoming` or `failed`.
    package init(_ title: Words, _ state: State, at time: Timestamp? = nil, text: Words? = nil) {
      self.title = title
      self.state = state
      self.time = time
      self.text = text
    }
  }

  /// The steps under each other.
  package static func show(_ steps: [Step]) -> HTML {
    let items = steps.map { step -> HTML in
      """
      <li class="timeline__step timeline__step--\(step.state.rawValue)"\
      \(attribute: "aria-current", step.state == .current ? "step" : nil)>\
      <span class="timeline__mark">\(Icon.show(symbol(step.state)))</span>\
      <span class="timeline__body"><span class="timeline__title">\(step.title)\
      <span class="visually-hidden"> (\(step.state.title))</span></span>\
      \(step.time.map { "<span class=\"timeline__time\">\($0.dateTimeHTML)</span>" } as HTML?)\
      \(step.text.map { "<span class=\"timeline__text\">\($0)</span>" } as HTML?)</span></li>
      """
    }
    return "<ol class=\"timeline\">\(items)</ol>"
  }

  /// Steps of a process beside each other, as of an onboarding: names only.
  package static func stepper(_ titles: [Words], current: Int) -> HTML {
    let items = titles.enumerated().map { index, title -> HTML in
      let state: State = index < current ? .done : index == current ? .current : .upcoming
      return """
        <li class="stepper__step stepper__step--\(state.rawValue)"\
        \(attribute: "aria-current", state == .current ? "step" : nil)>\
        <span class="stepper__number num">\(index + 1)</span><span class="stepper__title">\(title)</span></li>
        """
    }
    return "<ol class=\"stepper\">\(items)</ol>"
  }

  /// A step of a form in steps on one page: a line with its `summary` when done, its content while open, only
  /// a title before that. `editPath` reopens it.
  package static func formStep(
    _ number: Int, _ title: Words, _ state: State, id: String, summary: HTML? = nil, editPath: String? = nil,
    _ content: HTML
  ) -> HTML {
    let edit: HTML? = editPath.map { Button.link("Change", to: $0, kind: .quiet, size: .small) }
    let isOpen = state == .current || state == .failed
    return """
      <section class="step step--\(state.rawValue)" id="\(id)"><div class="step__head">\
      <h2 class="step__title"><span class="step__number num">\
      \(when: state == .done, Icon.show(.check, label: "Done"), else: "\(number)")</span>\(title)</h2>\
      \(when: state == .done, "\(edit)")</div>\
      \(when: state == .done && summary != nil, "<div class=\"step__summary\">\(summary)</div>")\
      \(when: isOpen, "<div class=\"step__content\">\(content)</div>")</section>
      """
  }

  private static func symbol(_ state: State) -> Symbol {
    switch state {
    case .done: .check
    case .current: .circle
    case .upcoming: .circle
    case .failed: .close
    }
  }
}
