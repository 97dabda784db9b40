import Kernel

/// One point of a chart.
package struct ChartPoint: Sendable {
  let label: Words
  let value: Int128
  let display: String

  /// A point: where it is ("12 Nov"), its value, and the value as people read it ("€ 1,204.00").
  package init(_ label: Words, _ value: some BinaryInteger, _ display: String) {
    self.label = label
    self.value = Int128(clamping: value)
    self.display = display
  }
}

/// Charts made on the server as SVG, with a table behind them for screen readers.
package enum Chart {
  private static let width = 1000.0
  private static let height = 240.0
  private static let tickCount: Int128 = 4
  private static let mostLabels = 6
  /// Above this, shapes stop at the top edge; it keeps the scale, which is up to ten times as much, within 128 bits.
  private static let largestShown: Int128 = 1_000_000_000_000_000_000_000_000_000_000_000_000

  /// Amounts side by side. `tick` writes a value of the axis, whose values are multiples of a step.
  package static func bars(
    _ title: Words, _ points: [ChartPoint], tick: (_ value: Int128, _ step: Int128) -> String
  ) -> HTML {
    let top = scale(points)
    let slot = width / Double(max(1, points.count))
    let shapes = points.enumerated().map { index, point -> HTML in
      let barHeight = share(point.value, of: top) * height
      return """
        <g class="chart__point" data-tip="\(point.label): \(point.display)">\
        <rect class="chart__hit" x="\(number(Double(index) * slot))" y="0" width="\(number(slot))" \
        height="240"/>\
        <rect class="chart__bar" x="\(number(Double(index) * slot + slot * 0.18))" y="\
        \(number(height - barHeight))" \
        width="\(number(slot * 0.64))" height="\(number(barHeight))"/></g>
        """
    }
    return frame(title, points, top, tick, HTML.joined(shapes))
  }

  /// One series over time. `tick` writes a value of the axis, whose values are multiples of a step.
  package static func line(
    _ title: Words, _ points: [ChartPoint], tick: (_ value: Int128, _ step: Int128) -> String
  ) -> HTML {
    let top = scale(points)
    let slot = width / Double(max(1, points.count))
    let places = points.enumerated().map { index, point in
      (
        x: (Double(index) + 0.5) * slot,
        y: height - share(point.value, of: top) * height
      )
    }
    let path = places.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
    let area =
      places.isEmpty
      ? "" : "M\(path)L\(number(places[places.count - 1].x)) 240L\(number(places[0].x)) 240Z"
    let hits = zip(points, places).map { point, place -> HTML in
      """
      <g class="chart__point" data-tip="\(point.label): \(point.display)">\
      <rect class="chart__hit" x="\(number(place.x - slot / 2))" y="0" width="\(number(slot))" height="240"/>\
      <path class="chart__dot" d="M\(number(place.x)) \(number(place.y))h0.01"/></g>
      """
    }
    return frame(
      title, points, top, tick,
      """
      \(when: !places.isEmpty, "<path class=\"chart__area\" d=\"\(area)\"/>")\
      \(when: !places.isEmpty, "<path class=\"chart__line\" d=\"M\(path)\"/>")\
      \(hits)
      """)
  }

  /// A small line without axes, beside a number.
  package static func sparkline(_ values: [Int64]) -> HTML {
    let top = Double(max(1, values.max() ?? 1))
    let slot = 100.0 / Double(max(1, values.count - 1))
    let path = values.enumerated().map { index, value in
      "\(number(Double(index) * slot)) \(number(27 - Double(max(0, value)) / top * 24))"
    }.joined(separator: "L")
    guard values.count > 1 else { return HTML() }
    return """
      <svg class="sparkline" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true" \
      focusable="false">\
      <path class="chart__line" d="M\(path)"/></svg>
      """
  }

  private static func frame(
    _ title: Words, _ points: [ChartPoint], _ top: Int128, _ tick: (Int128, Int128) -> String, _ shapes: HTML
  ) -> HTML {
    let ticks = (0...tickCount).reversed().map { step -> HTML in
      "<span>\(tick(top / tickCount * step, top / tickCount))</span>"
    }
    let lines = (0...tickCount).map { step -> HTML in
      "<path class=\"chart__grid\" d=\"M0 \(number(Double(step) * height / Double(tickCount)))H1000\"/>"
    }
    return """
      <figure class="chart" data-module="chart"><figcaption class="visually-hidden">\(title)</figcaption>\
      <div class="chart__scale num" aria-hidden="true">\(ticks)</div>\
      <svg class="chart__plot" viewBox="0 0 1000 240" preserveAspectRatio="none" aria-hidden="true" \
      focusable="false">\(lines)\(shapes)</svg>\
      <div class="chart__labels" aria-hidden="true">\(labels(points))</div>\(table(title, points))</figure>
      """
  }

  /// A cell for each point, so that a label stands below its own. At most six cells have one, each in the middle of as
  /// many that are empty, so that they never run into each other.
  private static func labels(_ points: [ChartPoint]) -> [HTML] {
    let group = max(1, (points.count + mostLabels - 1) / mostLabels)
    return points.enumerated().map { index, point in
      guard index % group == (group - 1) / 2 else { return "<span></span>" }
      let rank = index / group % 2 == 0 ? "" : " chart__label--second"
      return "<span class=\"chart__label\(rank)\"><span>\(point.label)</span></span>"
    }
  }

  private static func table(_ title: Words, _ points: [ChartPoint]) -> HTML {
    let rows = points.map { point -> HTML in
      "<tr><th scope=\"row\">\(point.label)</th><td>\(point.display)</td></tr>"
    }
    return "<table class=\"visually-hidden\"><caption>\(title)</caption><tbody>\(rows)</tbody></table>"
  }

  /// A round number at or above the highest value that divides into the ticks.
  private static func scale(_ points: [ChartPoint]) -> Int128 {
    let highest = min(largestShown, max(tickCount, points.map(\.value).max() ?? tickCount))
    var unit: Int128 = 1
    while unit <= highest / 40 { unit *= 10 }
    for factor in [4, 8, 12, 16, 20, 24, 32, 40] as [Int128] where factor * unit >= highest {
      return factor * unit
    }
    return highest / tickCount * tickCount + tickCount
  }

  private static func share(_ value: Int128, of top: Int128) -> Double {
    min(1, Double(max(0, value)) / Double(top))
  }

  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : String(Double(tenths) / 10)
  }
}
