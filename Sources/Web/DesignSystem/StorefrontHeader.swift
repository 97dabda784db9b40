import Kernel

/// The storefront's header: wordmark, categories, search, account, wishlist, cart.
enum StorefrontHeader {
  static func show(_ frame: StorefrontFrame) -> HTML {
    """
    <header class="header"><div class="container header__row">\
    <a class="wordmark" href="/" aria-label="\(say: "\(frame.siteName), home")">\(logo(frame))</a>\
    \(categoryMenu(frame))\(search(frame))\(LanguageChooser.menu())\
    <nav class="header__actions" aria-label="\(say: "Your things")">\(account(frame))\
    <a class="header__action" href="/cart" data-cart-link>\(Icon.show(.cart))<span \
    class="header__label">\(say: "Cart")</span>\
    <span data-cart-count>\(Badge.count(
      frame.cartCount, "\(count: frame.cartCount, one: "# in the cart", other: "# in the cart")"))</span></a>\
    </nav></div></header>
    """
  }

  private static func logo(_ frame: StorefrontFrame) -> HTML {
    guard let logo = frame.logo else { return "<span class=\"wordmark__text\">\(frame.siteName)</span>" }
    return """
      <img class="wordmark__logo" src="\(logo.path)" width="\(logo.width)" height="\(logo.height)" alt="">
      """
  }

  private static func categoryMenu(_ frame: StorefrontFrame) -> HTML {
    guard !frame.categories.isEmpty else { return HTML() }
    return """
      <details class="menu menu--categories"><summary class="menu__button">\
      \(Icon.show(.menu))<span class="menu__label">\(say: "Categories")</span></summary>\
      <nav class="menu__panel" aria-label="\(say: "Categories")"><ul class="menu__list menu__list--columns">\
      \(frame.categories.map { "<li><a class=\"menu__item\" href=\"\($0.path)\">\($0.label)</a></li>" })\
      <li><a class="menu__item menu__item--all" href="/categories">\(say: "All categories")</a></li></ul></nav></details>
      """
  }

  private static func search(_ frame: StorefrontFrame) -> HTML {
    """
    <form class="search header__search" role="search" aria-label="\(say: "Search for goods and shops")" action="/search" \
    method="get" data-module="search" \
    data-suggestions="/api/v1/search/suggestions">\
    <input class="search__input" type="search" name="q" value="\(frame.query)" maxlength="200" \
    placeholder="\(say: "Search for goods and shops")" aria-label="\(say: "Search for goods and shops")" autocomplete="off" \
    dir="auto" data-search-field>\
    <button class="search__button" type="submit" aria-label="\(say: "Search")">\(Icon.show(.search))</button></form>
    """
  }

  private static func account(_ frame: StorefrontFrame) -> HTML {
    guard let name = frame.signedInName else {
      return """
        <a class="header__action" href="/login">\(Icon.show(.user))<span class="header__label">\(say: "Log in")</span></a>
        """
    }
    return """
      <details class="menu menu--account"><summary class="header__action" \
      aria-label="\(say: "Account of \(name)")">\(Icon.show(.user))<span class="header__label" dir="auto">\
      \(String(name.prefix(while: { $0 != " " })))</span></summary>\
      <nav class="menu__panel menu__panel--end" aria-label="\(say: "Account of \(name)")"><ul class="menu__list">\
      \(item("Orders", "/orders", .package))\(item("Profile", "/account", .settings))\
      \(item("Addresses", "/account/addresses", .pin))\(item("Your shop", frame.sellPath, .store))\
      \(when: frame.isAdmin, item("Administration", "/admin", .shield))\
      <li class="menu__rule"><form method="post" action="/logout"><button class="menu__item" type="submit">\
      \(Icon.show(.logOut))\(say: "Log out")</button></form></li></ul></nav></details>
      """
  }

  private static func item(_ label: Words, _ path: String, _ symbol: Symbol) -> HTML {
    "<li><a class=\"menu__item\" href=\"\(path)\">\(Icon.show(symbol))\(label)</a></li>"
  }
}

/// The storefront's footer.
enum StorefrontFooter {
  static func show(_ frame: StorefrontFrame) -> HTML {
    let columns = frame.footer.isEmpty ? standard(frame) : frame.footer
    let blocks = columns.map { column -> HTML in
      """
      <nav aria-label="\(column.title)"><h2 class="footer__title">\(column.title)</h2><ul>\
      \(column.links.map { "<li><a href=\"\($0.path)\">\($0.label)</a></li>" as HTML })</ul></nav>
      """
    }
    return """
      <footer class="footer"><div class="container footer__row"><div class="footer__brand">\
      <span class="wordmark__text">\(frame.siteName)</span>\
      <p>\(say: "Many shops, one cart. Every order goes straight to the people who make and keep the goods.")</p>\
      \(LanguageChooser.row())\(MarketChooser.row(frame.markets))</div>\(blocks)</div></footer>
      """
  }

  private static func standard(_ frame: StorefrontFrame) -> [(title: Words, links: [NavigationLink])] {
    [
      (
        "Buy",
        [
          NavigationLink("All goods", "/products"), NavigationLink("Categories", "/categories"),
          NavigationLink("Shops", "/shops"), NavigationLink("Cart", "/cart"),
        ]
      ),
      (
        "Sell",
        [NavigationLink("Open a shop", frame.sellPath), NavigationLink("API", "/api/docs")]
      ),
      (
        "You",
        frame.signedInName == nil
          ? [NavigationLink("Log in", "/login"), NavigationLink("Sign up", "/signup")]
          : [NavigationLink("Orders", "/orders"), NavigationLink("Profile", "/account")]
      ),
    ]
  }
}
