import Kernel

/// `/api/openapi.json` and `/api/docs`.
enum DocumentationRoutes {
  static func routes(_ document: OpenAPIDocument) -> [Route] {
    // Made once, as routes don't change while the program runs, and not before somebody reads it, as a start waits
    // for nobody's reading.
    let json = Lazily { document.bytes() }
    let page = Lazily { DocumentationPage.html(document) }
    return [
      .page(.get, "/api/openapi.json", .anyone) { _ in
        .bytes(json.value, contentType: "application/json").header(.cacheControl, "public, no-cache")
      },
      .page(.get, "/api/docs", .anyone) { _ in
        Response.html(page.value).header(.cacheControl, "public, no-cache")
      },
    ]
  }
}
