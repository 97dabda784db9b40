import Areas
import Catalog
import Identity
import Kernel
import Vendors

/// The mails about stock that runs out.
struct StockMails {
  let site: Site
  /// From the key of a stored picture to its address.
  let imageURL: @Sendable (String) -> String

  init(_ engagement: Engagement) {
    site = engagement.site
    imageURL = engagement.ordering.imageURL
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
    return Letter(
      to: owner.reader, subject: "\(title) (\(shop.name))", title: title,
      paragraphs: [Words(lines: ["Hello \(owner.name),", state]), "Add stock when you have more."],
      parts: [Letter.Part(Words(verbatim: shop.name), [Letter.Line(name, picture: picture(of: product))])],
      action: .init("Change the stock", "\(site.url)/sell/\(shop.slug)/products/\(product.id)"))
  }

  /// Somebody gave this address, and is told nothing before its reader wants it. Nothing that a vendor wrote stands in it, as
  /// it may go to somebody who asked for nothing.
  func confirm(_ notice: StockNotice, to reader: Letter.Reader) -> Letter {
    Letter(
      to: reader, title: "Shall we write to you when it can be bought again?",
      paragraphs: [
        "Somebody asked for one mail to this address when a product that is sold out can be bought again.",
        "If it was you, press the button. If it wasn't, leave this mail alone and nothing follows.",
      ],
      parts: [
        Letter.Part(
          "Why you get this", [Letter.Line("Your address was typed into the page of a product.")],
          action: .init("No more such mails", "\(site.url)/notices/stop?token=\(notice.token)"))
      ],
      action: .init("Yes, tell me", "\(site.url)/notices/confirm?token=\(notice.token)"))
  }

  /// What somebody waited for can be bought again. They asked for this one mail.
  func back(
    _ product: Product, _ variant: Variant, _ notice: StockNotice, to reader: Letter.Reader
  ) -> Letter {
    let name: Words =
      product.options.isEmpty
      ? Words(verbatim: product.title) : "\(product.title) (\(Variant.name(of: variant.title)))"
    let news: Words = "You asked to be told: \(name) can be bought again."
    let stop = Letter.Action("No more such mails", "\(site.url)/notices/stop?token=\(notice.token)")
    return Letter(
      to: reader, title: "\(product.title) is back in stock",
      paragraphs: [
        reader.name.isEmpty ? news : Words(lines: ["Hello \(reader.name),", news]),
        "It may go quickly, and nothing is held for you.",
      ],
      parts: [
        Letter.Part(
          Words(verbatim: product.shop.name),
          [Letter.Line(name, "\(variant.price)", picture: picture(of: product))]),
        Letter.Part(
          "Why you get this",
          [Letter.Line("Somebody asked for this one mail with your address. Nothing else follows.")],
          action: stop),
      ],
      action: .init("See it", "\(site.url)/products/\(product.slug)?variant=\(variant.id)"))
  }

  private func picture(of product: Product) -> String? {
    product.images.lazy.compactMap(\.key).first.map { site.absolute(imageURL($0)) }
  }
}
