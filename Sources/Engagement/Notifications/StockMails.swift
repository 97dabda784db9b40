import Areas
import Catalog
import Identity
import Kernel
import Vendors

/// The mails about stock that runs out.
struct StockMails {
  let site: Site

  /// `left` pieces of a variant belong to no order.
  func low(
    _ product: Product, _ variant: VariantID, left: Int64, shop: Shop, to owner: Account
  ) -> Letter {
    let choice = product.variants.first { $0.id == variant }.map { Variant.name(of: $0.title) }
    let name: Words = choice.map { "\(product.title) (\($0))" } ?? Words(verbatim: product.title)
    let title: Words = left == 0 ? "\(product.title) is sold out" : "\(product.title) is running low"
    let state: Words =
      left == 0
      ? "Nothing is left of \(name), so customers can't buy it any more."
      : "\(count: left, one: "Only # piece is left", other: "Only # pieces are left") of \(name)."
    return Letter(
      to: owner.reader, subject: "\(title) (\(shop.name))", title: title,
      paragraphs: ["Hello \(owner.name),", state, "Add stock when you have more."],
      action: .init("Change the stock", "\(site.url)/sell/\(shop.slug)/products/\(product.id)"))
  }
}
