import Persistence
import Storefront

private let everySeconds: Int64 = 3_600

/// Writes the files that tell search engines of all pages, so that nobody who asks for them waits for a walk through the
/// catalogue.
struct WriteSitemaps: Job {
  static let kind = "storefront.write-sitemaps"

  static func register(_ storefront: Storefront, in registry: inout JobRegistry) throws {
    registry.on(WriteSitemaps.self) { _, _ in try await storefront.writeSitemaps() }
    try registry.every(seconds: everySeconds, WriteSitemaps())
  }
}
