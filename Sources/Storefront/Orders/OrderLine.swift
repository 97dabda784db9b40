import Kernel
import Ordering
import Web

/// One line of an order.
enum OrderLine {
  /// The goods with their picture; `path` is where the title leads.
  static func html(_ item: PurchasedItem, picture: Picture?, path: String) -> HTML {
    let variant: HTML = "<p class=\"line__meta\" dir=\"auto\">\(item.variantName)</p>"
    return """
      <li class="line"><span class="line__picture">\
      \(Picture.orPlaceholder(picture, title: item.title))</span>\
      <div class="line__body"><a class="line__title" href="\(path)" dir="auto">\(item.title)</a>\
      \(when: !item.variantTitle.isEmpty, variant)\
      <p class="line__meta num">\(item.quantity) × \(item.unitPrice.display)</p></div>\
      <div class="line__end">\(item.total.html)</div></li>
      """
  }
}

extension ClosedRange<Timestamp> {
  /// The days from the first to the last, as "24 Nov 2026 – 26 Nov 2026".
  var html: HTML {
    if lowerBound.displayDate == upperBound.displayDate { return lowerBound.dateHTML }
    return "\(lowerBound.dateHTML) – \(upperBound.dateHTML)"
  }

}
