import Kernel

/// `/api/openapi.json` and `/api/docs`.
enum DocumentationRoutes {
  static func routes(_ document: OpenAPIDocument) -> [Route] {
    // Made once: routes don't change while the program runs, and a declaration that can't be described shows
    // at start.
    let json = document.bytes()
    let page = DocumentationPage.html(document)
    return [
      .page(.get, "/api/openapi.json", .anyone) { _ in
        .bytes(json, contentType: "application/json").header(.cacheControl, "public, no-cache")
      },
      .page(.get, "/api/docs", .anyone) { _ in
        Response.html(page).header(.cacheControl, "public, no-cache")
      },
    ]
  }
}
