import Areas
import Catalog
import Identity
import Kernel
import Vendors

/// The mails about products that the marketplace hides. There is at least one of them.
struct HidingMails {
  let site: Site

  /// Nobody finds them any more.
  func hidden(_ products: [Product], reason: String, shop: Shop, to owner: Account) -> Letter {
    let name = products.first.map(\.title) ?? ""
    let title: Words =
      products.count == 1
      ? "\(name) is hidden from customers"
      : """
      \(count: products.count, one: "# product is hidden from customers",
        other: "# products are hidden from customers")
      """
    return Letter(
      to: owner.reader, subject: "\(title) (\(shop.name))", title: title,
      paragraphs: [
        Words(lines: [
          "Hello \(owner.name),",
          """
          the marketplace hides this from customers for now. Nobody finds or buys it; orders that were placed are still \
          to be fulfilled.
          """,
        ]),
        "This is the reason:", Words(verbatim: reason),
        "You can change what is wrong and answer. Then we look at it again.",
      ],
      parts: [part(products, shop)], action: .init("Answer", address(products, shop)))
  }

  /// Customers find them again, as far as they are for sale.
  func unhidden(_ products: [Product], shop: Shop, to owner: Account) -> Letter {
    let name = products.first.map(\.title) ?? ""
    let title: Words =
      products.count == 1
      ? "\(name) is hidden no longer"
      : """
      \(count: products.count, one: "# product is hidden no longer",
        other: "# products are hidden no longer")
      """
    return Letter(
      to: owner.reader, subject: "\(title) (\(shop.name))", title: title,
      paragraphs: [
        Words(lines: ["Hello \(owner.name),", "what is for sale of this is shown to customers again."])
      ],
      parts: [part(products, shop)], action: .init("See it", address(products, shop)))
  }

  private func part(_ products: [Product], _ shop: Shop) -> Letter.Part {
    let lines = products.sorted { ($0.title, $0.id) < ($1.title, $1.id) }.map { product in
      Letter.Line(Words(verbatim: product.title), product.sku.map { Words(verbatim: $0) })
    }
    return Letter.Part(Words(verbatim: shop.name), lines)
  }

  /// By ids: addresses may have changed before the mail is read.
  private func address(_ products: [Product], _ shop: Shop) -> String {
    let goods = "\(site.url)/sell/\(shop.id)/products"
    guard products.count == 1, let product = products.first else { return "\(goods)?show=hidden" }
    return "\(goods)/\(product.id)"
  }
}

extension Product {
  /// What tells its vendor which one it is; only a product of one variant has one SKU.
  fileprivate var sku: String? { variants.count == 1 ? variants.first.flatMap(\.sku) : nil }
}
