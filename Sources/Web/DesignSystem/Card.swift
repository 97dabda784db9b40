import Kernel

/// Surfaces, sections and small pieces of pages.
package enum Card {
  /// A surface with an optional title and something at its right.
  package static func show(_ title: Words? = nil, aside: HTML? = nil, _ content: HTML) -> HTML {
    let head: HTML? = title.map { title in
      "<div class=\"card__head\"><h2 class=\"card__title\">\(title)</h2>\(aside)</div>"
    }
    return "<section class=\"card\">\(head)\(content)</section>"
  }

  /// A tile that is a link: picture or icon, name and a quiet line; for categories and shops.
  package static func tile(
    _ title: Words, to path: String, detail: Words? = nil, picture: Picture? = nil, icon: Symbol? = nil
  ) -> HTML {
    let drawing = icon.map { Icon.large($0) } ?? Picture.orPlaceholder(picture, title: title.text)
    return """
      <a class="tile" href="\(path)"><span class="tile__picture">\(drawing)</span>\
      <span class="tile__body"><span class="tile__title" dir="auto">\(title)</span>\
      \(detail.map { "<span class=\"tile__detail\">\($0)</span>" } as HTML?)</span></a>
      """
  }

  /// Tiles in as many columns as fit.
  package static func tiles(_ tiles: [HTML]) -> HTML {
    "<div class=\"tiles\">\(tiles)</div>"
  }

  /// A section of a page with a title and something at its right.
  package static func section(_ title: Words, aside: HTML? = nil, id: String? = nil, _ content: HTML) -> HTML
  {
    """
    <section class="section"\(attribute: "id", id)><div class="section__head">\
    <h2 class="section__title" dir="auto">\(title)</h2>\
    \(aside.map { "<div class=\"section__tools\">\($0)</div>" } as HTML?)\
    </div>\(content)</section>
    """
  }

  /// A shop: its picture or monogram, name, rating, a line of facts, and what can be done.
  package static func shop(
    _ name: String, path: String, picture: Picture? = nil, rating: Double? = nil, reviewCount: Int = 0,
    facts: HTML? = nil, actions: HTML? = nil
  ) -> HTML {
    """
    <div class="shop-card"><span class="avatar avatar--large">\
    \(Picture.orPlaceholder(picture, title: name))</span>\
    <div class="shop-card__body"><a class="shop-card__name" href="\(path)" dir="auto">\(name)</a>\
    \(rating.map { Stars.show($0, count: reviewCount) })\
    \(facts.map { "<p class=\"muted\">\($0)</p>" } as HTML?)</div>\
    \(actions.map { "<div class=\"shop-card__actions\">\($0)</div>" } as HTML?)</div>
    """
  }

  /// A person or shop as a small round picture or monogram.
  package static func avatar(_ name: String, picture: Picture? = nil) -> HTML {
    "<span class=\"avatar\">\(Picture.orPlaceholder(picture, title: name, sizes: "40px"))</span>"
  }

  /// A number with its name, its change against before (already worded: "+12 % on last week") and a link.
  package static func stat(
    _ label: Words, _ value: String, change: Words? = nil, tone: Tone = .neutral, path: String? = nil
  ) -> HTML {
    let note = change.map { text -> HTML in
      "<span class=\"stat__change stat__change--\(tone.rawValue) num\">\(text)</span>"
    }
    let inner: HTML = """
      <span class="stat__label">\(label)</span><span class="stat__value num">\(value)</span>\
      \(note)
      """
    guard let path else { return "<div class=\"stat\">\(inner)</div>" }
    return "<a class=\"stat stat--link\" href=\"\(path)\">\(inner)</a>"
  }

  /// Stat tiles beside each other.
  package static func stats(_ stats: [HTML]) -> HTML {
    "<div class=\"stats\">\(stats)</div>"
  }

  /// Names and values under each other.
  package static func facts(_ pairs: [(name: Words, value: HTML)]) -> HTML {
    "<dl class=\"facts\">\(pairs.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" })</dl>"
  }

  /// Amounts of a cart or an order under each other; the last one is the total.
  package static func sums(_ lines: [(name: Words, value: Words)]) -> HTML {
    let rows = lines.enumerated().map { index, line -> HTML in
      """
      <div class="sums__line\(index == lines.count - 1 ? " sums__line--total" : "")">\
      <dt>\(line.name)</dt><dd class="num">\(line.value)</dd></div>
      """
    }
    return "<dl class=\"sums\">\(rows)</dl>"
  }

  /// What needs doing, each with a count and a link; the dashboard starts with it.
  package static func tasks(_ tasks: [(count: Int, text: Words, path: String)]) -> HTML {
    let rows = tasks.map { task -> HTML in
      """
      <li><a class="task" href="\(task.path)"><span class="task__count num">\(task.count.displayCount)</span>\
      <span class="task__text">\(task.text)</span>\(Icon.show(.chevronRight))</a></li>
      """
    }
    return "<ul class=\"tasks\">\(rows)</ul>"
  }
}
