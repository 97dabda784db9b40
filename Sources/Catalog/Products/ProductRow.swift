import Kernel
import Persistence

/// A row of products on its way into the table.
struct ProductRow {
  let id: ProductID
  let draft: ProductDraft
  let shop: ShopTerms
  let now: Timestamp
  let isListed: Bool
  var slug = ""

  /// A new product, or `old` as the draft wants it.
  init(id: ProductID, draft: ProductDraft, shop: ShopTerms, now: Timestamp, old: Product? = nil) {
    self.id = id
    self.draft = draft
    self.shop = shop
    self.now = now
    isListed =
      shop.isOpen && draft.status == .active && draft.publishAt == nil && old?.deletedAt == nil
      && old?.hiding == nil
  }

  /// The row as it is inserted.
  var values: NamedValues {
    [
      "id": id, "shop_id": shop.shop, "category_id": draft.category, "slug": slug, "title": draft.title,
      "status": draft.status, "publish_at": draft.publishAt, "is_listed": isListed,
      "in_stock": draft.variants.contains(where: \.isInStock), "currency": shop.currency,
      "price": draft.lowestPrice, "price_max": draft.highestPrice, "compare_at_price": draft.compareAtPrice,
      "listed_at": isListed ? now : Timestamp(milliseconds: 0), "created_at": now, "updated_at": now,
      "brand": draft.brand, "brand_key": draft.brand.map(SearchWords.key),
      "source_handle": draft.sourceHandle, "handle_key": draft.sourceHandle.map(FileHandleKey.of),
      "takes_cash": draft.extras.takesCash, "tags": ListText.write(draft.tags),
      "options": ListText.write(draft.options),
    ]
  }

  /// Whether the product's own columns would change.
  func differs(from old: Product) -> Bool {
    draft.title != old.title || draft.status != old.status || draft.category != old.category?.id
      || draft.brand != old.brand || draft.tags != old.tags || draft.options != old.options
      || draft.sourceHandle != old.sourceHandle || draft.publishAt != old.publishAt
      || isListed != old.isListed
  }
}

extension Array {
  /// The elements in order, in pieces of at most `size`.
  func chunks(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
