import Catalog
import Gateways
import Identity
import Kernel
import Vendors
import Web

/// The mails about stock that runs out.
struct StockMails {
  private let siteName: String
  private let publicURL: String

  init(_ engagement: Engagement) {
    siteName = engagement.siteName
    publicURL = engagement.publicURL
  }

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
    return MailTemplate.message(
      to: owner.email.text, name: owner.name, subject: "\(title) (\(shop.name))", title: title,
      paragraphs: ["Hello \(owner.name),", state, "Add stock when you have more."],
      action: ("Change the stock", "\(publicURL)/sell/\(shop.slug)/products/\(product.id)"),
      siteName: siteName)
  }
}
