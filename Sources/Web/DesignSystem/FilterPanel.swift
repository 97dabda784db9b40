import Kernel

/// One value of a facet.
package struct FacetValue: Sendable {
  let value: String
  let label: Words
  let count: Int
  let isChosen: Bool
  let swatch: String?

  /// A value that `count` results have; `swatch` is a colour as `#c2570c`, drawn before the label.
  package init(_ value: String, _ label: Words, count: Int, isChosen: Bool, swatch: String? = nil) {
    self.value = value
    self.label = label
    self.count = count
    self.isChosen = isChosen
    self.swatch = swatch
  }
}

/// One end of a range that is typed.
package struct FacetBound: Sendable {
  let name: String
  let value: String
  let error: Words?

  /// The field `name` with what it shows, and what is wrong with it.
  package init(_ name: String, _ value: String, error: Words? = nil) {
    self.name = name
    self.value = value
    self.error = error
  }
}

/// One group of filters; `name` is the query parameter.
package enum Facet: Sendable {
  /// Any of some values.
  case many(name: String, title: Words, values: [FacetValue])
  /// One of some values; the empty value stands for all.
  case one(name: String, title: Words, values: [FacetValue])
  /// From and to, typed as text.
  case range(title: Words, low: FacetBound, high: FacetBound, unit: Words)
}

/// Filters of a listing: at the left on a desk, a sheet on a phone.
package enum FilterPanel {
  private static let shownValueCount = 8

  /// The filters as a GET form to `path`; `keep` are parameters that stay (search text, order). `replaces`
  /// names the element that script takes from the answer when something is ticked.
  package static func show(
    path: String, keep: [(name: String, value: String)], facets: [Facet], resultCount: Int,
    clearPath: String?,
    replaces: String = "#listing"
  ) -> HTML {
    """
    <form class="filters" id="filters" method="get" action="\(path)" data-module="partial filters" \
    data-replace="\(replaces)" data-on-change>\(keep.map { Button.hidden($0.name, $0.value) })\
    <div class="filters__head"><h2 class="filters__title">\(say: "Filters")</h2>\
    \(clearPath.map { "<a href=\"\($0)\">\(say: "Clear all")</a>" } as HTML?)\
    <a class="icon-button filters__close" href="#listing" data-close-filters aria-label="\(say: "Close filters")">\
    \(Icon.show(.close))</a></div>\(facets.map(group))\
    <div class="filters__foot">\
    \(Button.submit("Show \(count: resultCount, one: "# result", other: "# results")", size: .wide))</div></form>
    """
  }

  /// The line above results: the count, the button that opens the sheet on a phone, the order.
  package static func head(
    count: Words, path: String, keep: [(name: String, value: String)], sorts: [Choice], sort: String,
    sortName: String = "sort", replaces: String = "#listing"
  ) -> HTML {
    let form = FormState(id: "sort", values: [sortName: sort])
    return """
      <div class="listing-head"><h2 class="visually-hidden">\(say: "Results")</h2>\
      <p class="listing-head__count" role="status">\(count)</p>\
      <a class="button button--secondary button--small filters-open" href="#filters" role="button">\
      \(Icon.show(.filter))<span>\(say: "Filters")</span></a>\
      <form class="listing-head__sort" method="get" action="\(path)" data-module="partial" \
      data-replace="\(replaces)" data-on-change>\(keep.map { Button.hidden($0.name, $0.value) })\
      \(Field.select(sortName, "Sort by", sorts, in: form))\
      <button class="button button--secondary button--small no-script" type="submit">\
      <span>\(say: "Sort")</span></button>\
      </form></div>
      """
  }

  private static func group(_ facet: Facet) -> HTML {
    switch facet {
    case .many(let name, let title, let values):
      return values.isEmpty ? HTML() : fieldset(title, list("checkbox", name, values))
    case .one(let name, let title, let values):
      return values.isEmpty ? HTML() : fieldset(title, list("radio", name, values))
    case .range(let title, let low, let high, let unit):
      return fieldset(
        title,
        """
        <div class="range">\(side(low, "\(title) from", unit, placeholder: "from"))\
        <span aria-hidden="true">–</span>\
        \(side(high, "\(title) to", unit, placeholder: "to"))</div>\(problem(low))\(problem(high))
        """)
    }
  }

  private static func side(_ bound: FacetBound, _ label: Words, _ unit: Words, placeholder: Words) -> HTML {
    let isWrong = bound.error != nil
    return """
      <label class="range__side"><span class="visually-hidden">\(label)</span>\
      <span class="affix"><span class="affix__text">\(unit)</span>\
      <input class="input num" name="\(bound.name)" value="\(bound.value)" inputmode="decimal" \
      placeholder="\(placeholder)" autocomplete="off"\(attribute: "aria-invalid", isWrong ? "true" : nil)\
      \(attribute: "aria-describedby", isWrong ? "\(bound.name)-error" : nil)></span></label>
      """
  }

  private static func problem(_ bound: FacetBound) -> HTML {
    guard let error = bound.error else { return HTML() }
    return """
      <p class="field__error" role="alert" id="\(bound.name)-error">\(Icon.show(.warning))<span>\(error)</span></p>
      """
  }

  private static func fieldset(_ title: Words, _ content: HTML) -> HTML {
    """
    <fieldset class="facet"><legend class="facet__title">\(title)</legend>\(content)</fieldset>
    """
  }

  /// The first eight values, chosen ones included; the rest behind "More".
  private static func list(_ type: String, _ name: String, _ values: [FacetValue]) -> HTML {
    let rows = values.enumerated().map { value(type, name, $1, index: $0) }
    let rest = rows.dropFirst(shownValueCount)
    guard rest.count > 1 else { return "<ul class=\"facet__values\">\(rows)</ul>" }
    let isOpen = values.dropFirst(shownValueCount).contains(where: \.isChosen)
    return """
      <ul class="facet__values">\(Array(rows.prefix(shownValueCount)))</ul>\
      <details class="facet__more"\(attribute: "open", if: isOpen)><summary>\(say: "\(count: rest.count, one: "# more", other: "# more")")</summary>\
      <ul class="facet__values">\(Array(rest))</ul></details>
      """
  }

  private static func value(_ type: String, _ name: String, _ value: FacetValue, index: Int) -> HTML {
    """
    <li class="facet__value"><input class="check__box" type="\(type)" id="facet-\(name)-\(index)" name="\
    \(name)" \
    value="\(value.value)"\(attribute: "checked", if: value.isChosen)>\
    <label class="facet__label" for="facet-\(name)-\(index)">\(value.swatch.map(swatch))\
    <span dir="auto">\(value.label)</span><span class="facet__count num">\(value.count.displayCount)\
    <span class="visually-hidden"> \(say: "results")</span></span></label></li>
    """
  }

  static func swatch(_ color: String) -> HTML {
    """
    <svg class="swatch" viewBox="0 0 20 20" aria-hidden="true" focusable="false">\
    <circle cx="10" cy="10" r="9.5" fill="\(color)"/></svg>
    """
  }
}
