import Catalog
import Kernel
import Presentation
import Web

extension ListingPage {
  /// The whole page of a category, a search or everything.
  func html(head: DocumentHead, frame: StorefrontFrame, flash: Flash?) -> HTML {
    StorefrontPage.render(
      head: head, frame: frame, flash: flash, breadcrumbs: breadcrumbs,
      "\(StorefrontPage.title(title, lead: lead))\(places)\(results)")
  }

  /// What the listing is called.
  var title: Words {
    switch subject {
    case .everything: "All goods"
    case .search: state.filter.text.map { "Results for “\($0)”" } ?? "Search"
    case .category(let path, _): path.last.map { Words(verbatim: $0.name) } ?? "Category"
    case .shop(let shop): Words(verbatim: shop.name)
    }
  }

  /// For results and previews.
  func description(siteName: String) -> Words {
    switch subject {
    case .everything:
      "Everything that the shops of \(siteName) sell: \(count: total, one: "# product", other: "# products")."
    case .search: "What was found at \(siteName)."
    case .category:
      """
      \(title) from the shops of \(siteName): \(count: total, one: "# product", other: "# products") to choose from.
      """
    case .shop: "\(title) at \(siteName): \(count: total, one: "# product", other: "# products")."
    }
  }

  /// Count, filters, chosen filters, cards and pages; script replaces it as a whole.
  var results: HTML {
    let head = FilterPanel.head(
      count: countText, path: state.path, keep: keptForSort, sorts: sorts, sort: state.sort.rawValue)
    let grid: HTML = cards.isEmpty ? HTML() : ProductGrid.besideFilters(cards)
    let pages = Navigation.pages(
      current: state.page, last: min(lastPage, maximumLinkedPage),
      path: { number in state.link { $0.page = number } })
    let content: HTML =
      "\(correction)\(head)\(Badge.chips(chips))\(grid)\(when: cards.isEmpty, nothing)\(pages)"
    guard total > 0 || state.isNarrowed else {
      return "<div id=\"listing\">\(correction)\(nothing)</div>"
    }
    return "<div id=\"listing\">\(StorefrontPage.columns(aside: filters, content))</div>"
  }

  private var lead: Words? {
    if case .search = subject, state.filter.text == nil { return "Type what you are looking for above." }
    return state.page == 1 ? introduction.map { Words(verbatim: $0) } : nil
  }

  private var breadcrumbs: HTML? { crumbs.map(Navigation.breadcrumbs) }

  /// What is said of the category; `nil` for nothing.
  var introduction: String? {
    guard case .category(let path, _) = subject, let text = path.last?.description, !text.isEmpty else {
      return nil
    }
    return text
  }

  /// The way from the top to here; `nil` where there is none.
  var crumbs: [(label: Words, path: String?)]? {
    var crumbs: [(label: Words, path: String?)] = [("Home", Paths.home)]
    switch subject {
    case .search, .shop: return nil
    case .everything: crumbs.append(("All goods", nil))
    case .category(let path, _):
      crumbs.append(("Categories", Paths.categories))
      for category in path.dropLast() {
        crumbs.append((Words(verbatim: category.name), Paths.category(category.slug)))
      }
      crumbs.append((title, nil))
    }
    return crumbs
  }

  /// Where else to look: the categories below this one, or the places whose names fit the search.
  private var places: HTML {
    var chips: [HTML] = []
    switch subject {
    case .category(_, let below):
      chips = below.map { tile in
        Badge.chipLink("\(tile.category.name) (\(tile.count))", to: tile.path)
      }
    case .search:
      chips = categories.map { Badge.chipLink(Words(verbatim: $0.name), to: Paths.category($0.slug)) }
      chips += shops.map { Badge.chipLink("Shop: \($0.name)", to: Paths.shop($0.slug)) }
    case .everything, .shop: break
    }
    guard !chips.isEmpty else { return HTML() }
    return "<nav class=\"places\" aria-label=\"\(say: "More places")\">\(Badge.chips(chips))</nav>"
  }

  private var countText: Words {
    guard total > listingPageSize, !cards.isEmpty else {
      return "\(count: total, one: "# result", other: "# results")"
    }
    let first = (state.page - 1) * listingPageSize + 1
    return "\(first)–\(first + cards.count - 1) of \(count: total, one: "# result", other: "# results")"
  }

  private var correction: HTML? {
    guard let correctedText, let text = state.filter.text else { return nil }
    return Notice.alert(.info, nil, "There was nothing for “\(text)”. This is what fits “\(correctedText)”.")
  }

  private var nothing: HTML {
    let words = nothingWords
    if isOfOwnHost, !state.isNarrowed { return Notice.empty(.search, words.title, words.text) }
    let clear: HTML? =
      state.isNarrowed
      ? Button.link("Clear filters", to: state.clearedLink, kind: .primary)
      : Button.link("See all goods", to: Paths.products, kind: .primary)
    if isOfOwnHost { return Notice.empty(.search, words.title, words.text, action: clear) }
    return """
      \(Notice.empty(.search, words.title, words.text, action: clear))\
      \(ProductGrid.row("Others like", instead, morePath: Paths.products))
      """
  }

  /// Under a shop's own name nothing of other shops is shown.
  private var isOfOwnHost: Bool { if case .shop = subject { state.path == Paths.home } else { false } }

  private var nothingWords: (title: Words, text: Words) {
    if state.isNarrowed {
      return ("Nothing matches all of that", "Take a filter away, or widen the price range.")
    }
    if let text = state.filter.text {
      return ("Nothing for “\(text)”", "Try fewer or other words, or look around in the categories.")
    }
    switch subject {
    case .search:
      return ("What are you looking for?", "Search by a product, a material, a colour or a shop.")
    case .category: return ("Nothing here yet", "No shop offers anything in this category at the moment.")
    case .shop: return ("Nothing here yet", "This shop has not put anything on its shelves so far.")
    case .everything: return ("Nothing is for sale yet", "The first shops are still setting up.")
    }
  }
}

/// The last page that the line of pages leads to.
private let maximumLinkedPage = 200

extension CategoryTile {
  /// The category's page.
  var path: String { Paths.category(category.slug) }
}
