import Kernel

/// Prices, with the former one struck and what is saved.
package enum Price {
  /// A price; `was` is struck if it is higher. `isFrom` for products whose variants cost differently.
  package static func show(_ now: Money, was: Money? = nil, isFrom: Bool = false, isLarge: Bool = false)
    -> HTML
  {
    let saving = savedPercent(now, was)
    return """
      <span class="price\(isLarge ? " price--large" : "")\(saving == nil ? "" : " price--reduced")">\
      <span class="price__now">\(when: isFrom, "<span class=\"price__from\">\(say: "from")</span> ")\
      \(when: saving != nil, "<span class=\"visually-hidden\">\(say: "Now") </span>")\(now.display)</span>\
      \(struck(was, if: saving != nil))\
      \(saving.map { "<span class=\"price__saving\">\(Language.current.formats.percent(-$0))</span>" } as HTML?)</span>
      """
  }

  /// What several pieces cost together.
  package static func show(_ total: MoneyTotal) -> HTML {
    "<span class=\"price\"><span class=\"price__now\">\(total.display)</span></span>"
  }

  private static func struck(_ was: Money?, if isReduced: Bool) -> HTML? {
    guard isReduced, let was else { return nil }
    return
      "<s class=\"price__was\"><span class=\"visually-hidden\">\(say: "Before") </span>\(was.display)</s>"
  }

  private static func savedPercent(_ now: Money, _ was: Money?) -> Int64? {
    guard let was, was.currency == now.currency, was.amount > now.amount, was.amount > 0 else { return nil }
    let (product, overflow) = (was.amount - now.amount).multipliedReportingOverflow(by: 100)
    return overflow ? nil : max(1, product / was.amount)
  }
}
