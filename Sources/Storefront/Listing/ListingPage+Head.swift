import Catalog
import Kernel
import Web

extension Storefront {
  /// What search engines learn of a listing: one address for each page of it, and nothing of searches and
  /// filters.
  func listingHead(_ page: ListingPage, _ frame: StorefrontFrame) -> DocumentHead {
    let state = page.state
    let plain = state.parameters.pairs.allSatisfy { $0.name == "page" } && page.total > 0
    let title: Words = state.page > 1 ? "\(page.title) – page \(state.page)" : page.title
    return DocumentHead(
      title: title, siteName: frame.siteName,
      description: page.description(siteName: frame.siteName), canonical: plain ? absolute(state.link) : nil,
      image: page.cards.first?.picture.map { absolute($0.path) }, isIndexable: plain,
      previous: state.page > 1 ? state.link { $0.page = state.page - 1 } : nil,
      next: state.page < page.lastPage ? state.link { $0.page = state.page + 1 } : nil)
  }
}
