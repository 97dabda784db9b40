import Kernel

/// One entry of a portal's side navigation.
package struct PortalItem: Sendable {
  let label: Words
  let path: String
  let symbol: Symbol
  let count: Int

  /// An entry; `count` is what needs attention there, shown when above zero.
  package init(_ label: Words, _ path: String, _ symbol: Symbol, count: Int = 0) {
    self.label = label
    self.path = path
    self.symbol = symbol
    self.count = count
  }
}

/// What a portal's frame shows around every page.
package struct PortalFrame: Sendable {
  /// The portal's or shop's name.
  package var title: Words
  /// Where the name leads.
  package var homePath: String
  /// Side navigation, in groups.
  package var groups: [[PortalItem]]
  /// The entry that is shown now, by its path.
  package var current: String
  /// Where the search field sends `q`; no field without it.
  package var searchPath: String?
  /// What the search field is for.
  package var searchLabel: Words
  /// What is being searched for.
  package var query: String
  /// Name of the signed-in person.
  package var personName: String
  /// More links in the account menu.
  package var links: [NavigationLink]

  /// A portal's frame.
  package init(
    title: Words, homePath: String, groups: [[PortalItem]], current: String, searchPath: String? = nil,
    searchLabel: Words = "Search", query: String = "", personName: String, links: [NavigationLink] = []
  ) {
    self.title = title
    self.homePath = homePath
    self.groups = groups
    self.current = current
    self.searchPath = searchPath
    self.searchLabel = searchLabel
    self.query = query
    self.personName = personName
    self.links = links
  }
}

/// Pages of the seller's and the admin's portals.
package enum PortalPage {
  /// A page: side navigation, top bar, `flash`, title with `actions` at its right, content.
  package static func render(
    head: DocumentHead, frame: PortalFrame, title: Words, lead: Words? = nil, actions: HTML? = nil,
    flash: Flash? = nil, breadcrumbs: HTML? = nil, _ content: HTML
  ) -> HTML {
    var privateHead = head
    privateHead.isIndexable = false
    return Document.render(
      head: privateHead,
      body: """
        <div class="portal">\(side(frame))<div class="portal__page">\(bar(frame))
        <main id="main" class="portal__main" tabindex="-1">\(Notice.flash(flash))\(breadcrumbs)\
        <header class="page-head"><div><h1 class="page-title" dir="auto">\(title)</h1>\
        \(lead.map { "<p class=\"lead\">\($0)</p>" } as HTML?)</div>\
        \(actions.map { "<div class=\"page-head__aside\">\($0)</div>" } as HTML?)</header>\
        \(content)</main></div></div>
        """, bodyClass: "portal-body", isShownWhole: true)
  }

  private static func side(_ frame: PortalFrame) -> HTML {
    """
    <nav class="side" id="side" aria-label="\(frame.title)">\
    <a class="side__title" href="\(frame.homePath)"><bdi>\(frame.title)</bdi></a>\
    <div class="side__groups">\(frame.groups.map { group($0, frame.current) })</div>\
    <a class="side__back" href="/">\(Icon.show(.arrowLeft))\(say: "Back to the market")</a>\
    <a class="icon-button side__close" href="#" aria-label="\(say: "Close navigation")">\(Icon.show(.close))</a></nav>
    """
  }

  private static func group(_ items: [PortalItem], _ current: String) -> HTML {
    let rows = items.map { item -> HTML in
      let marker: String? = item.path == current ? "page" : nil
      return """
        <li><a class="side__item" href="\(item.path)"\(attribute: "aria-current", marker)>\
        \(Icon.show(item.symbol))\
        <span>\(item.label)</span>\(Badge.count(
          item.count, "\(count: item.count, one: "# needs attention", other: "# need attention")"))</a></li>
        """
    }
    return "<ul class=\"side__group\">\(rows)</ul>"
  }

  private static func bar(_ frame: PortalFrame) -> HTML {
    """
    <header class="bar-top"><a class="icon-button bar-top__menu" href="#side" aria-label="\(say: "Open navigation")">\
    \(Icon.show(.menu))</a>\(search(frame))<span class="bar-top__space"></span>\(LanguageChooser.menu())\
    <details class="menu menu--account"><summary class="bar-top__person" \
    aria-label="\(say: "Account of \(frame.personName)")">\(Card.avatar(frame.personName))\
    <span class="bar-top__name" dir="auto">\(frame.personName)</span>\(Icon.show(.chevronDown))</summary>\
    <nav class="menu__panel menu__panel--end" aria-label="\(say: "Account of \(frame.personName)")"><ul class="menu__list">\
    \(frame.links.map { "<li><a class=\"menu__item\" href=\"\($0.path)\">\($0.label)</a></li>" as HTML })\
    <li><a class="menu__item" href="/account">\(Icon.show(.settings))\(say: "Profile")</a></li>\
    <li><a class="menu__item" href="/">\(Icon.show(.store))\(say: "The market")</a></li>\
    <li class="menu__rule"><form method="post" action="/logout"><button class="menu__item" type="submit">\
    \(Icon.show(.logOut))\(say: "Log out")</button></form></li></ul></nav></details></header>
    """
  }

  private static func search(_ frame: PortalFrame) -> HTML? {
    guard let path = frame.searchPath else { return nil }
    return """
      <form class="search search--small" role="search" action="\(path)" method="get">\
      <input class="search__input" type="search" name="q" value="\(frame.query)" maxlength="200" \
      placeholder="\(frame.searchLabel)" aria-label="\(frame.searchLabel)" dir="auto" data-search-field>\
      <kbd class="search__key needs-script" aria-hidden="true">/</kbd>\
      <button class="search__button" type="submit" aria-label="\(say: "Search")">\(Icon.show(.search))</button></form>
      """
  }
}
