/// Asks whether analytics may count a visitor. It lies over the lower edge of the window and ends below the footer, so
/// nothing moves and the end of the page can be read; both answers look alike and work without script.
enum ConsentBanner {
  static func show(returnPath: String) -> HTML {
    """
    <section class="consent" data-module="consent" aria-label="\(say: "Your choice about cookies")"><div class="container consent__row">\
    <p class="consent__text">\(say: "May we count your visits to make this place better? What you need for buying works either way.") <a href="/privacy/choices">\(say: "More about it")</a></p>\
    <form class="consent__form" method="post" action="/privacy/consent">\
    \(Button.hidden("next", returnPath))\
    \(Button.submit("Decline", kind: .secondary, size: .small, name: "analytics", value: "false"))\
    \(Button.submit("Accept", kind: .secondary, size: .small, name: "analytics", value: "true"))\
    </form></div></section>
    """
  }
}
