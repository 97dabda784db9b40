import Catalog
import Kernel
import Web

/// Lists of products: everything, a search, a category; and the range of categories.
enum ListingRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/products", .anyone, cache: .visitor) { request in
        try await storefront.show(.everything, request)
      },
      .page(.get, "/search", .anyone, cache: .visitor) { request in
        try await storefront.show(.search, request)
      },
      .page(.get, "/categories", .anyone, cache: .visitor) { request in
        let page = try await storefront.categoriesPage()
        let frame = try await storefront.frame(request)
        let head = DocumentHead(
          title: "Categories", siteName: frame.siteName,
          description: "The whole range of \(frame.siteName), from shop to shop.",
          canonical: storefront.absolute("/categories"))
        return .html(page.html(head: head, frame: frame, flash: request.flash))
      },
      .page(.get, "/categories/{category}", .anyone, cache: .visitor) { request in
        let reference = try request.parameter("category")
        let subject = try await storefront.categorySubject(reference)
        if case .category(let path, _) = subject, let slug = path.last?.slug, slug != reference {
          return .redirect(to: "/categories/\(slug)")
        }
        return try await storefront.show(subject, request)
      },
    ]
  }
}

extension Storefront {
  fileprivate func show(_ subject: ListingSubject, _ request: Request) async throws -> Response {
    let state = ListingState(path: request.path, request.query)
    let page = try await listing(subject, state)
    if let link = page.linkOfLastPage { return .redirect(to: link) }
    let frame = try await frame(request, query: state.filter.text ?? "")
    return .html(page.html(head: listingHead(page, frame), frame: frame, flash: request.flash))
  }

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
