import Kernel

/// Ratings from one to five.
package enum Stars {
  private static let widthOfAll = 120.0

  /// Stars filled to the tenth, with the count of reviews; `link` makes them jump to the reviews.
  package static func show(_ rating: Double, count: Int? = nil, link: String? = nil) -> HTML {
    let shown = Language.current.formats.decimal(Int64((rating * 10).rounded()), digits: 1)
    let spoken: Words =
      count.map { count in
        "Rated \(shown) of 5 by \(count: count, one: "# person", other: "# people")"
      } ?? "Rated \(shown) of 5"
    let number = count.map { count -> HTML in
      "<span class=\"stars__count num\" aria-hidden=\"true\">\(shown) (\(count.displayCount))</span>"
    }
    let body: HTML = """
      <svg class="stars__art" viewBox="0 0 120 24" role="img" aria-label="\(spoken)" focusable="false">\
      <use class="stars__off" href="\(Icon.sprite)#stars" width="120" height="24"/>\
      <svg width="\(oneDecimal(min(5, max(0, rating)) / 5 * widthOfAll))" height="24" x="0" y="0">\
      <use class="stars__on" href="\(Icon.sprite)#stars" width="120" height="24"/></svg></svg>\
      \(number)
      """
    guard let link else { return "<span class=\"stars\">\(body)</span>" }
    return "<a class=\"stars stars--link\" href=\"\(link)\">\(body)</a>"
  }

  /// How many reviews gave five, four, three, two, one stars; `link` filters the reviews by that number.
  package static func histogram(_ counts: [Int], link: ((Int) -> String)? = nil) -> HTML {
    let total = max(1, counts.reduce(0, +))
    let rows = counts.prefix(5).enumerated().map { index, count -> HTML in
      let stars = 5 - index
      let label: Words = "\(count: stars, one: "# star", other: "# stars")"
      let name = link.map { "<a href=\"\($0(stars))\">\(label)</a>" } ?? HTML(label)
      return """
        <tr><th scope="row">\(name)</th>\
        <td class="histogram__bar">\(ProgressBar.bar(count, of: total))</td>\
        <td class="num">\(count.displayCount)</td></tr>
        """
    }
    return """
      <table class="histogram"><caption class="visually-hidden">\(say: "Reviews by stars")</caption>\
      <tbody>\(rows)</tbody></table>
      """
  }

  private static func oneDecimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
