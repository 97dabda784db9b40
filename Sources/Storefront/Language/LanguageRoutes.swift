import Web

/// Lets people choose the language that they read.
enum LanguageRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.post, "/language", .anyone) { request in try await storefront.chooseLanguage(request) }
    ]
  }
}
