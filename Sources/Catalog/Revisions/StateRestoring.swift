import Kernel
import Persistence

/// How a product becomes again what it said once: its texts, prices, specifications and state. Its pictures stay as they
/// are; a variant shows the picture of then where the product still has that.
struct StateRestoring {
  private let state: ProductState
  private let product: Product
  /// What the product is to become. No stock is named in it, so stock stays as it is.
  private(set) var draft: ProductDraft
  /// Variants that were taken out since and come back as new ones, without pieces and with nothing sold.
  private(set) var added: [String] = []
  /// Variants that came since and can't stand beside those that come back.
  private(set) var ended: [String] = []

  /// `attributes` are those of the category that it goes to; `nil` is a category that is there no more.
  init(
    _ state: ProductState, onto product: Product,
    category: (id: CategoryID?, attributes: [CategoryAttribute])?,
    at now: Timestamp
  ) {
    self.state = state
    self.product = product
    draft = product.draft
    draft.title = state.title
    draft.text = ProductText(state.description, as: state.format)
    draft.pageText = PageText(title: state.seoTitle, description: state.seoDescription)
    draft.status = ProductStatus(rawValue: state.status) ?? product.status
    let publishAt = state.publishAt.map { Timestamp(milliseconds: $0) }
    draft.publishAt = publishAt.flatMap { $0 > now && draft.status != .archived ? $0 : nil }
    draft.brand = state.brand
    draft.tags = state.tags
    draft.extras = ProductExtras(
      video: state.video.flatMap(ProductVideo.init),
      warranty: ProductWarranty(months: state.warrantyMonths, text: state.warrantyText),
      takesCash: state.takesCash)
    for language in Set(draft.translations.languages).union(state.translations.keys) {
      draft.translations = draft.translations.without(language)
      for (name, text) in state.translations[language] ?? [:] { draft.translations[language, name] = text }
    }
    if let category { settle(category.id, category.attributes) }
    settleVariants()
  }

  private mutating func settle(_ category: CategoryID?, _ attributes: [CategoryAttribute]) {
    let said = state.values.sorted { $0.key < $1.key }.map { ProductAttribute(name: $0.key, value: $0.value) }
    let settling = AttributeSettling(
      state.attributes + said, attributes, was: product.values, isStrict: false)
    draft.category = category
    draft.values = settling.values
    draft.attributes = settling.free
  }

  private mutating func settleVariants() {
    let present = Set(product.variants.map(\.id))
    let pictures = Set(product.images.map(\.id))
    let wanted = state.variants.map { variant in
      VariantDraft(
        id: variant.id.flatMap { present.contains($0) ? $0 : nil }, options: variant.options,
        sku: variant.sku,
        price: variant.price, compareAtPrice: variant.compareAtPrice, tracksStock: variant.tracksStock,
        sellsOn: variant.sellsOn, barcode: variant.barcode, weightGrams: variant.weightGrams,
        image: variant.image.flatMap { pictures.contains($0) ? $0 : nil },
        lowStockThreshold: variant.lowStockThreshold)
    }
    let matching = VariantMatching(product.variants, wanted)
    added = matching.added.map(\.draft.title)
    var stays: [VariantDraft] = []
    for variant in matching.removed {
      if fits(variant, beside: wanted) { stays.append(variant.draft) } else { ended.append(variant.title) }
    }
    draft.variants = wanted + stays
    draft.options = state.options.enumerated().map { place, option in
      let more = stays.map { $0.options[place] }.filter { !option.values.contains($0) }
      var seen = Set<String>()
      return ProductOption(
        name: option.name, values: option.values + more.filter { seen.insert($0).inserted })
    }
  }

  /// Whether a variant that came since says something for each option and has neither the values nor the SKU of one that
  /// comes back.
  private func fits(_ variant: Variant, beside wanted: [VariantDraft]) -> Bool {
    let names = state.options.map { SearchWords.key($0.name) }
    guard names == product.options.map({ SearchWords.key($0.name) }), variant.options.count == names.count,
      !names.isEmpty
    else { return false }
    let values = variant.options.map(SearchWords.key)
    return !wanted.contains { other in
      other.options.map(SearchWords.key) == values || other.sku != nil && other.sku == variant.sku
    }
  }
}
