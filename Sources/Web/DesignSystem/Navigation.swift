import Kernel

/// Ways through pages: breadcrumbs, pages of a list, tabs.
package enum Navigation {
  /// From the top to here; the last has no link.
  package static func breadcrumbs(_ crumbs: [(label: Words, path: String?)]) -> HTML {
    let items = crumbs.map { crumb -> HTML in
      guard let path = crumb.path else {
        return "<li class=\"breadcrumbs__item\" aria-current=\"page\"><bdi>\(crumb.label)</bdi></li>"
      }
      return "<li class=\"breadcrumbs__item\"><a href=\"\(path)\" dir=\"auto\">\(crumb.label)</a></li>"
    }
    return
      """
      <nav class="breadcrumbs" aria-label="\(say: "Breadcrumb")"><ol class="breadcrumbs__list">\(items)</ol></nav>
      """
  }

  /// Previous and next of a list read by cursor; nothing if there is neither.
  package static func pages(previous: String? = nil, next: String?) -> HTML {
    guard previous != nil || next != nil else { return HTML() }
    return """
      <nav class="pages" aria-label="\(say: "Pages")">\(step(previous, "Previous", .arrowLeft, rel: "prev"))\
      \(step(next, "Next", .arrowRight, rel: "next"))</nav>
      """
  }

  /// Numbered pages, 1 first, with gaps where there are many; `path` gives the link of a number.
  package static func pages(current: Int, last: Int, path: (Int) -> String) -> HTML {
    guard last > 1 else { return HTML() }
    var items: [HTML] = []
    var before = 0
    for number in 1...last where number == 1 || number == last || abs(number - current) <= 2 {
      if number > before + 1 { items.append("<li class=\"pages__gap\" aria-hidden=\"true\">…</li>") }
      let marker: String? = number == current ? "page" : nil
      items.append(
        """
        <li><a class="pages__number num" href="\(path(number))" aria-label="\(say: "Page \(number)")"\
        \(attribute: "aria-current", marker)>\(number)</a></li>
        """)
      before = number
    }
    return """
      <nav class="pages" aria-label="\(say: "Pages")">\
      \(step(current > 1 ? path(current - 1) : nil, "Previous", .arrowLeft, rel: "prev"))\
      <ol class="pages__numbers">\(items)</ol>\
      \(step(current < last ? path(current + 1) : nil, "Next", .arrowRight, rel: "next"))</nav>
      """
  }

  /// Parts of one subject, each a page of its own; `count` is shown beside the name.
  package static func tabs(
    _ label: Words, _ tabs: [(label: Words, path: String, count: Int?)], current: String
  ) -> HTML {
    let items = tabs.map { tab -> HTML in
      let marker: String? = tab.path == current ? "page" : nil
      return """
        <li><a class="tabs__tab" href="\(tab.path)"\(attribute: "aria-current", marker)>\(tab.label)\
        \(tab.count.map { "<span class=\"tabs__count num\">\($0.displayCount)</span>" } as HTML?)</a></li>
        """
    }
    return "<nav class=\"tabs\" aria-label=\"\(label)\"><ul class=\"tabs__list\">\(items)</ul></nav>"
  }

  private static func step(_ path: String?, _ label: Words, _ symbol: Symbol, rel: String) -> HTML {
    guard let path else { return "<span class=\"pages__step\"></span>" }
    let isBack = rel == "prev"
    return """
      <span class="pages__step"><a class="button button--secondary" rel="\(rel)" href="\(path)">\
      \(when: isBack, Icon.show(symbol))<span>\(label)</span>\(when: !isBack, Icon.show(symbol))</a></span>
      """
  }
}
