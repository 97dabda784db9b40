import Catalog
import Kernel
import Presentation
import Web

/// In characters.
private let shownReasonLength = 80

extension ListedGoods {
  /// Picture and title, with what tells the product from others.
  var titled: HTML {
    var details: [Words] = []
    if product.variantCount > 1 {
      details.append("\(count: product.variantCount, one: "# variant", other: "# variants")")
    }
    if product.variantCount == 1, let sku = product.sku { details.append(Words(verbatim: sku)) }
    if let brand = product.card.brand { details.append(Words(verbatim: brand)) }
    return DataTable.titled(product.card.title, detail: .beside(details), picture: picture)
  }
}

extension ShopProduct {
  var stateHTML: HTML {
    let hidden = hiding.map { hiding -> HTML in
      "\(hiding.badge(for: .vendor)) <span class=\"muted\" dir=\"auto\">\(shortened(hiding.reason))</span> "
    }
    guard let moment = publishAt else { return "\(hidden)\(status.badge)" }
    let told: HTML = "\(say: "Scheduled for \(part: 1)", moment.dateTimeHTML)"
    return "\(hidden)\(status.badge) <span class=\"muted\">\(told)</span>"
  }

  /// As much of a reason as a line of a list has room for; the rest is on the product's page.
  private func shortened(_ reason: String) -> String {
    reason.count <= shownReasonLength ? reason : reason.prefix(shownReasonLength) + "…"
  }

  /// How much is left; a warning where that is few.
  var stockHTML: HTML {
    if !card.inStock { return Badge.show("Sold out", .danger) }
    if stock <= 0 { return Badge.show("Sells on", .neutral) }
    if isLow { return Badge.show("\(count: stock, one: "# left", other: "# left")", .warning) }
    return "<span class=\"num\">\(stock.displayCount)</span>"
  }

  var priceHTML: HTML {
    card.isFrom ? "<span>\(say: "from \(part: 1)", card.price.html)</span>" : card.price.html
  }
}
