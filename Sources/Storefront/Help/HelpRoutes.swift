import Web

/// Questions and answers.
enum HelpRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/help", .anyone, cache: .visitor) { request in try await storefront.showHelp(request) }
    ]
  }
}
