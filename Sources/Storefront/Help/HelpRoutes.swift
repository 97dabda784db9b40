import Web

/// Questions and answers.
enum HelpRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/help", .anyone, cache: .visitor) { request in
        let frame = try await storefront.frame(request)
        let page = HelpPage(
          siteName: frame.siteName,
          takesCash: storefront.ordering.paymentMethods.contains("cod"))
        let head = DocumentHead(
          title: "Help", siteName: frame.siteName,
          description:
            "How buying and selling at \(frame.siteName) works: payment, delivery, returns, shops.",
          canonical: storefront.absolute("/help"), structuredData: [page.structuredData])
        return .html(page.html(head: head, frame: frame, flash: request.flash))
      }
    ]
  }
}
