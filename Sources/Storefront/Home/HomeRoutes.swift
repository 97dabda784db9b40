import Kernel
import Web

/// The front of the market.
enum HomeRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/", .anyone, cache: .visitor) { request in
        let page = try await storefront.home()
        let frame = try await storefront.frame(request)
        let head = DocumentHead(
          title: Words(verbatim: frame.siteName), siteName: frame.siteName, description: page.description,
          canonical: storefront.absolute("/"), image: page.previewImage.map(storefront.absolute),
          structuredData: [page.structuredData(publicURL: storefront.publicURL)])
        return .html(page.html(head: head, frame: frame, flash: request.flash))
      }
    ]
  }
}
