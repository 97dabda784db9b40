import Catalog
import Web

/// An engine that is further behind is shown as such.
private let tolerableLagSeconds = 60.0

// What is told about a search engine outside.
extension Assembly {
  /// Numbers of the engine, where there is one.
  func countSearches(in metrics: Metrics) {
    guard let engine = catalog.searchEngine else { return }
    let status = catalog.searchEngineStatus
    let name = "souk_searches_total"
    let help = "Searches by what has answered them."
    metrics.counter(name, help, labels: ["by": "engine"]) { Double(status.engineSearches) }
    metrics.counter(name, help, labels: ["by": "embedded"]) { Double(status.embeddedSearches) }
    metrics.gauge("souk_search_engine_away", "1 while the search engine is not asked, as it does not answer.")
    {
      engine.isAway ? 1 : 0
    }
    metrics.gauge(
      "souk_search_engine_waiting_products", "Changed products that the search engine has not yet."
    ) { Double(status.waitingProducts) }
    metrics.gauge(
      "souk_search_engine_refused_products",
      "Products that the search engine has refused and gets again later."
    ) { Double(status.refusedProducts) }
    metrics.gauge(
      "souk_search_engine_lag_seconds", "How long the first product has waited for the search engine."
    ) { status.lagSeconds }
  }

  /// What `/health/ready` says of it: it is not vital, as the embedded search answers instead.
  var searchEngineChecks: [HealthCheck] {
    guard let engine = catalog.searchEngine else { return [] }
    let status = catalog.searchEngineStatus
    return [
      HealthCheck("search-engine", isVital: false) {
        if engine.isAway || status.isFallenBack { throw HealthCheck.Waiting("embedded search answers") }
        let lag = status.lagSeconds
        if lag > tolerableLagSeconds { throw HealthCheck.Waiting("\(Int(lag)) s behind") }
      }
    ]
  }
}
