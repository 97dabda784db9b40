import Synchronization

/// The numbers that `/metrics` shows in Prometheus' text format. Every layer may add its own.
package final class Metrics: Sendable {
  /// Label names and values, as `["engine": "sqlite"]`.
  package typealias Labels = KeyValuePairs<String, String>

  private struct Series: Sendable {
    let labels: String
    let render: @Sendable (_ name: String, _ labels: String, _ out: inout String) -> Void
  }

  private struct Family: Sendable {
    let help: String
    let type: String
    var series: [Series] = []
  }

  private let families = Mutex<[String: Family]>([:])

  /// A registry with the numbers of the process itself.
  package init() { ProcessMetrics.register(in: self) }

  /// A number that is asked for when somebody looks.
  package func gauge(
    _ name: String, _ help: String, labels: Labels = [:], _ read: @escaping @Sendable () -> Double
  ) {
    add(name, help, "gauge", labels) { name, labels, out in
      out += "\(name)\(Metrics.braces(labels)) \(Metrics.number(read()))\n"
    }
  }

  /// A number that is asked for when somebody looks and never falls.
  package func counter(
    _ name: String, _ help: String, labels: Labels = [:], _ read: @escaping @Sendable () -> Double
  ) {
    add(name, help, "counter", labels) { name, labels, out in
      out += "\(name)\(Metrics.braces(labels)) \(Metrics.number(read()))\n"
    }
  }

  /// A number that only grows. Its name ends in `_total`.
  package func counter(_ name: String, _ help: String, labels: Labels = [:]) -> Counter {
    let counter = Counter()
    self.counter(name, help, labels: labels) { Double(counter.current) }
    return counter
  }

  /// A distribution of durations in seconds.
  package func histogram(_ name: String, _ help: String, labels: Labels = [:]) -> Histogram {
    let histogram = Histogram()
    add(name, help, "histogram", labels) { name, labels, out in histogram.render(name, labels, &out) }
    return histogram
  }

  /// Everything in Prometheus' text format, version 0.0.4.
  package func render() -> String {
    let families = families.withLock { $0 }
    var out = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      out += "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.type)\n"
      for series in family.series { series.render(name, series.labels, &out) }
    }
    return out
  }

  private func add(
    _ name: String, _ help: String, _ type: String, _ labels: Labels,
    _ render: @escaping @Sendable (String, String, inout String) -> Void
  ) {
    let text = labels.map { "\($0.key)=\"\(Metrics.escaped($0.value))\"" }.joined(separator: ",")
    families.withLock { families in
      families[name, default: Family(help: help, type: type)].series.append(
        Series(labels: text, render: render))
    }
  }

  static func braces(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

  static func number(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    return value.isNaN ? "NaN" : value.description
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

/// A number that only grows.
package final class Counter: Sendable {
  private let value = Atomic<Int64>(0)

  /// Adds to it.
  package func increment(by count: Int64 = 1) { value.wrappingAdd(count, ordering: .relaxed) }

  package var current: Int64 { value.load(ordering: .relaxed) }
}

/// A distribution of durations.
package final class Histogram: Sendable {
  /// Upper bounds in seconds; from a cached answer to a slow report.
  private static let bounds: [Double] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  private struct State {
    var counts = [Int64](repeating: 0, count: Histogram.bounds.count + 1)
    var sum = 0.0
  }

  private let state = Mutex(State())

  /// A distribution of nothing yet.
  package init() {}

  /// Adds one duration in seconds.
  package func observe(_ seconds: Double) {
    let index = Histogram.bounds.firstIndex { seconds <= $0 } ?? Histogram.bounds.count
    state.withLock { state in
      state.counts[index] += 1
      state.sum += seconds
    }
  }

  var count: Int64 { state.withLock { $0.counts.reduce(0, +) } }

  func render(_ name: String, _ labels: String, _ out: inout String) {
    let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
    let lead = labels.isEmpty ? "" : labels + ","
    var total: Int64 = 0
    for (bound, count) in zip(Histogram.bounds, counts) {
      total += count
      out += "\(name)_bucket{\(lead)le=\"\(Metrics.number(bound))\"} \(total)\n"
    }
    total += counts.last ?? 0
    out += "\(name)_bucket{\(lead)le=\"+Inf\"} \(total)\n"
    out += "\(name)_sum\(Metrics.braces(labels)) \(sum)\n\(name)_count\(Metrics.braces(labels)) \(total)\n"
  }
}
