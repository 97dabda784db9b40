import Catalog
import Kernel
import Web

private let descriptionLength = 180

extension Storefront {
  /// What search engines learn of a listing: one address for each page of it, and nothing of searches and
  /// filters.
  func listingHead(_ page: ListingPage, _ frame: StorefrontFrame) -> DocumentHead {
    let state = page.state
    let plain = state.parameters.pairs.allSatisfy { $0.name == "page" } && page.total > 0
    let title: Words = state.page > 1 ? "\(page.title) – page \(state.page)" : page.title
    let address = absolute(state.link)
    let introduction = page.introduction.map { text in
      let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return Words(verbatim: String(line.prefix(descriptionLength)))
    }
    return DocumentHead(
      title: title, siteName: frame.siteName,
      description: introduction ?? page.description(siteName: frame.siteName),
      canonical: plain ? address : nil,
      image: page.cards.first?.picture.map { absolute($0.path) },
      structuredData: plain ? structured(page, address) : [], isIndexable: plain,
      previous: state.page > 1 ? state.link { $0.page = state.page - 1 } : nil,
      next: state.page < page.lastPage ? state.link { $0.page = state.page + 1 } : nil)
  }

  private func structured(_ page: ListingPage, _ address: String) -> [JSONValue] {
    page.crumbs.map { [StructuredData.breadcrumbs($0, address, absolute)] } ?? []
  }
}
