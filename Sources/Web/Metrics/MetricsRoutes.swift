import Kernel

/// `/metrics` in Prometheus' text format.
enum MetricsRoutes {
  private static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  static func routes(_ metrics: Metrics) -> [Route] {
    [
      .page(.get, "/metrics", .anyone) { _ in
        .bytes(Array(metrics.render().utf8), contentType: contentType).header(.cacheControl, "no-store")
      }
    ]
  }
}
