import Catalog
import Kernel
import Web

/// A category with a picture of something in it.
struct CategoryTile: Sendable {
  let category: Category
  let picture: Picture?
  /// How many products are in it and below it.
  let count: Int

  /// The tile, a link.
  var html: HTML {
    Card.tile(
      Words(verbatim: category.name), to: path,
      detail: "\(count: count, one: "# product", other: "# products")", picture: picture)
  }
}

/// Which categories are shown together.
struct CategoryRow: Hashable {
  let parent: CategoryID?
  let limit: Int
  /// Those that were chosen instead, in their order.
  var chosen: [CategoryID] = []
}

extension Storefront {
  /// The categories directly below one, those with something in them first in their order; `nil` for the top.
  func categoryTiles(of parent: CategoryID?, limit: Int = .max) async throws -> [CategoryTile] {
    let children = try await site().tree.children(of: parent).prefix(limit)
    guard !children.isEmpty else { return [] }
    let tiles = try await categoryTiles(Array(children), CategoryRow(parent: parent, limit: limit))
    return tiles.filter { $0.count > 0 } + tiles.filter { $0.count == 0 }
  }

  /// These categories, as far as they are there and something is in them.
  func categoryTiles(_ chosen: [CategoryID]) async throws -> [CategoryTile] {
    let tree = try await site().tree
    let row = CategoryRow(parent: nil, limit: chosen.count, chosen: chosen)
    return try await categoryTiles(chosen.compactMap { tree[$0] }, row).filter { $0.count > 0 }
  }

  private func categoryTiles(_ categories: [Category], _ row: CategoryRow) async throws -> [CategoryTile] {
    try await kept(memory.tiles, row) {
      var tiles: [CategoryTile] = []
      for category in categories { tiles.append(try await categoryTile(category)) }
      return Kept(tiles, while: [CatalogSubject.categories.tag])
    }.value
  }

  private func categoryTile(_ category: Category) async throws -> CategoryTile {
    let listing = try await catalog.listing(
      ListingQuery(
        filter: ListingFilter(category: category.id.description), sort: .bestSelling,
        page: PageRequest(limit: 6)))
    let shown = listing.page.items.first { $0.image != nil }
    let picture = shown.flatMap { catalog.cardData($0).picture }?.decorative
    return CategoryTile(category: category, picture: picture, count: listing.total)
  }
}

extension Picture {
  /// The same picture where the text beside it says enough.
  var decorative: Picture { Picture(path: path, sources: sources, width: width, height: height) }
}
