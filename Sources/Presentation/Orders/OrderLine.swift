import Kernel
import Ordering
import Web

/// Goods that were bought, one line for each variant; everybody sees the same.
package enum OrderLine {
  /// The lines, whose titles lead to `path` where the reader may go there.
  package static func list(
    _ items: [PurchasedItem], pictures: [VariantID: Picture], for reader: Reader,
    path: (PurchasedItem) -> String?
  ) -> HTML {
    let lines = items.map { html($0, picture: pictures[$0.variant], for: reader, path: path($0)) }
    return "<ul class=\"lines\">\(lines)</ul>"
  }

  /// One line. Who packs or looks into it also sees the article number, and who packs the number of pieces at once.
  package static func html(
    _ item: PurchasedItem, picture: Picture?, for reader: Reader, path: String?
  ) -> HTML {
    var facts: [HTML] = []
    if !item.variantTitle.isEmpty { facts.append("<bdi>\(item.variantName)</bdi>") }
    if reader != .buyer, let sku = item.sku { facts.append("\(say: "SKU \(sku)")") }
    let quantity: HTML =
      reader == .vendor
      ? "<p class=\"num\"><strong>\(item.quantity) ×</strong> \(item.unitPrice.display)</p>"
      : "<p class=\"line__meta num\">\(item.quantity) × \(item.unitPrice.display)</p>"
    let title: HTML =
      path.map { "<a class=\"line__title\" href=\"\($0)\" dir=\"auto\">\(item.title)</a>" }
      ?? "<span class=\"line__title\" dir=\"auto\">\(item.title)</span>"
    return """
      <li class="line"><span class="line__picture">\
      \(Picture.orPlaceholder(picture, title: item.title, sizes: "80px"))</span>\
      <div class="line__body">\(title)\
      \(when: !facts.isEmpty, "<p class=\"line__meta\">\(HTML.joined(facts, separator: " · "))</p>")\
      \(quantity)</div><div class="line__end">\(item.total.html)</div></li>
      """
  }
}

extension ClosedRange<Timestamp> {
  /// The days from the first to the last, as "24 Nov 2026 – 26 Nov 2026".
  package var daysHTML: HTML {
    if lowerBound.displayDate == upperBound.displayDate { return lowerBound.dateHTML }
    return "\(lowerBound.dateHTML) – \(upperBound.dateHTML)"
  }
}
