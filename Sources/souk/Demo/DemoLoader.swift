import Catalog
import Foundation
import Gateways
import Identity
import Kernel
import Persistence
import Vendors
import Web

/// A picture that is to be drawn for a product.
private struct WantedPicture: Sendable {
  let shop: ShopID
  let product: ProductID
  let motif: DemoMotif
  let design: DemoDesign
  let title: String
}

/// Loads the demo catalogue into an empty database: shops first, then goods, then their pictures, so that the pages fill
/// while the pictures are still being drawn.
struct DemoLoader: Sendable {
  let wiring: Wiring

  /// Loads everything if there is no shop yet.
  func loadIfEmpty() async throws {
    guard try await wiring.database.read({ try ShopStore.newest(limit: 1, $0) }).isEmpty else { return }
    var pictures: [WantedPicture] = []
    for shop in DemoCatalogue.shops {
      try Task.checkCancellation()
      pictures += try await load(shop)
    }
    for (turn, picture) in pictures.shuffledByTurn.enumerated() {
      try Task.checkCancellation()
      let svg = DemoPicture.svg(picture.motif, picture.design, turn: turn)
      let bytes = try await wiring.catalog.images.draw(svg: svg, width: DemoPicture.width)
      let upload = Upload(filename: "\(picture.motif.rawValue).png", contentType: "image/png", bytes: bytes)
      _ = try await wiring.catalog.addImages(
        [upload], alt: picture.title, to: picture.product.description, of: picture.shop)
    }
    wiring.logger.notice("the demo catalogue is loaded", metadata: ["products": "\(pictures.count)"])
  }

  private func load(_ demo: DemoShop) async throws -> [WantedPicture] {
    guard let email = EmailAddress("\(demo.slug)@demo.example") else { throw Problem(.internalError) }
    let owner = try await wiring.identity.ensureOperator(email: email, name: demo.owner)
    let shop = try await wiring.vendors.ensureShop(
      OpenShopInput(
        name: demo.name, description: demo.description, country: demo.country, currency: .eur,
        slug: Slug(demo.slug)), owner: owner.id)
    let entries = demo.families.flatMap { family in demo.designs.map { (family, $0) } }
    let ids = try await wiring.database.write { [wiring] tx in
      let terms = try ShopTerms.hold(shop.id, tx)
      let drafts = try entries.enumerated().map { index, entry in
        let category = try wiring.catalog.ensureCategory(path: entry.0.category, tx)?.id
        return draft(entry.0, entry.1, index: index, category: category, shop: demo)
      }
      return try wiring.catalog.writer.insert(drafts, into: terms, tx)
    }
    return zip(ids, entries).map { id, entry in
      WantedPicture(
        shop: shop.id, product: id, motif: entry.0.motif, design: entry.1, title: title(entry.0, entry.1))
    }
  }

  private func title(_ family: DemoFamily, _ design: DemoDesign) -> String {
    "\(family.title) \(design.name)"
  }

  private func draft(
    _ family: DemoFamily, _ design: DemoDesign, index: Int, category: CategoryID?, shop: DemoShop
  ) -> ProductDraft {
    let isReduced = index % 7 == 3
    let hasSizes = family.sizes.count > 1
    let variants = family.sizes.enumerated().map { position, size in
      let price = family.price + family.step * Int64(position)
      return VariantDraft(
        options: hasSizes ? [size] : [],
        sku: "\(shop.slug.prefix(3).uppercased())-\(index + 1)-\(position + 1)",
        price: isReduced ? price * 4 / 5 / 10 * 10 : price, compareAtPrice: isReduced ? price : nil,
        stock: Int64((index * 7 + position * 5) % 23))
    }
    return ProductDraft(
      title: title(family, design), text: ProductText(untrusted: "\(family.text)\n\n\(design.sentence)"),
      category: category, brand: shop.name, tags: family.tags,
      options: hasSizes ? [ProductOption(name: "Size", values: family.sizes)] : [],
      attributes: [
        ProductAttribute(name: "Colour", value: design.colour),
        ProductAttribute(name: "Design", value: design.name),
      ],
      variants: variants)
  }
}

extension Array {
  /// The same elements, taken from the beginning, the middle and the end by turns: pictures appear all over the shop.
  fileprivate var shuffledByTurn: [Element] {
    let stride = 7
    return (0..<Swift.min(stride, count)).flatMap { start in
      Swift.stride(from: start, to: count, by: stride).map { self[$0] }
    }
  }
}
