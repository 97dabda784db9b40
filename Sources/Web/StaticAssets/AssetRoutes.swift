import HTTPTypes
import Kernel

/// Serves the program's own files.
enum AssetRoutes {
  private static let forever = "public, max-age=31536000, immutable"
  private static let checkAgain = "public, no-cache"

  static let routes: [Route] = [
    .page(.get, "/assets/{name*}", .anyone) { request in try answer(request, Assets.table) },
    .page(.get, "/favicon.ico", .anyone) { request in
      guard let icon = Assets.table.plain["favicon.ico"] ?? Assets.table.plain["favicon.svg"] else {
        throw Problem(.notFound)
      }
      return response(icon, request, cacheControl: checkAgain)
    },
  ]

  static func answer(_ request: Request, _ table: AssetTable) throws -> Response {
    let name = try request.parameter("name")
    // Names are looked up, never joined to a path, so there is nothing to climb out of.
    if let asset = table.hashed[name] { return response(asset, request, cacheControl: forever) }
    if let asset = table.plain[name] { return response(asset, request, cacheControl: checkAgain) }
    throw Problem(.notFound)
  }

  private static func response(_ asset: Asset, _ request: Request, cacheControl: String) -> Response {
    var response = Response(
      headers: [.contentType: asset.contentType, .cacheControl: cacheControl, .eTag: asset.etag],
      body: .shared(asset.plain))
    guard let gzip = asset.gzip else { return response }
    response.headers[.vary] = "Accept-Encoding"
    if request.headers[.acceptEncoding].map(Gzip.isAccepted) ?? false {
      response.headers[.contentEncoding] = "gzip"
      response.headers[.eTag] = "W/" + asset.etag
      response.body = .shared(gzip)
    }
    return response
  }
}
