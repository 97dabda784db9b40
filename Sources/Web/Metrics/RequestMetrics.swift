import HTTPTypes
import Synchronization

/// Latencies of requests by route template, method and class of status, and how many run now.
final class RequestMetrics: Sendable {
  /// Made when a route first answers with a class of status; at most nine tenths of them never do.
  private struct Key: Hashable {
    let series: Int
    let statusClass: Int
  }

  private let metrics: Metrics
  private let names: [(method: String, path: String)]
  private let histograms = Mutex<[Key: Histogram]>([:])
  private let running = Atomic<Int>(0)
  let cacheHits: Counter
  let cacheMisses: Counter

  /// The index of what no route took.
  static let unmatched = -1

  init(_ metrics: Metrics, routes: [Route]) {
    self.metrics = metrics
    names = routes.map { ($0.method.rawValue, $0.path) }
    cacheHits = metrics.counter("souk_response_cache_hits_total", "Answers given from memory.")
    cacheMisses = metrics.counter("souk_response_cache_misses_total", "Answers that memory did not have.")
  }

  /// Shows the number of running requests; a registry takes it once.
  func register() {
    metrics.gauge("http_requests_in_flight", "Requests that are being answered.") { [self] in
      Double(running.load(ordering: .relaxed))
    }
  }

  func begin() { running.wrappingAdd(1, ordering: .relaxed) }

  func end(_ series: Int, status: Int, seconds: Double) {
    running.wrappingSubtract(1, ordering: .relaxed)
    histogram(series, status).observe(seconds)
  }

  /// The distribution for a route and a status; cached answers keep theirs.
  func histogram(_ series: Int, _ status: Int) -> Histogram {
    let key = Key(series: series, statusClass: status / 100)
    return histograms.withLock { histograms in
      if let found = histograms[key] { return found }
      let isKnown = names.indices.contains(series)
      let made = metrics.histogram(
        "http_request_duration_seconds", "Time to answer a request, without sending it.",
        labels: [
          "method": isKnown ? names[series].method : "other",
          "route": isKnown ? names[series].path : "unmatched", "status": "\(key.statusClass)xx",
        ])
      histograms[key] = made
      return made
    }
  }
}
