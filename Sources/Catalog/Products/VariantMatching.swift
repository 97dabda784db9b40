import Kernel

/// What variants differ in and the variants themselves, with the options in an order that somebody wants.
struct ArrangedVariants {
  let options: [ProductOption]
  let variants: [Variant]

  /// Those of a product with its options in the order of these names, where they are the same ones: red in M is what M in
  /// red was. Else as they stand.
  init(_ product: Product, in names: [String]) {
    let wanted = names.map(SearchWords.key)
    let present = product.options.map { SearchWords.key($0.name) }
    let places = wanted.compactMap { present.firstIndex(of: $0) }
    guard wanted != present, places.count == present.count, Set(places).count == present.count,
      product.variants.allSatisfy({ $0.options.count == present.count })
    else {
      (options, variants) = (product.options, product.variants)
      return
    }
    options = places.map { product.options[$0] }
    variants = product.variants.map { variant in
      var arranged = variant
      arranged.options = places.map { variant.options[$0] }
      return arranged
    }
  }
}

/// Which variant of a product becomes which: the same one keeps its id, its reservations and what was sold of
/// it.
struct VariantMatching {
  struct Kept {
    let variant: Variant
    let draft: VariantDraft
    let oldPosition: Int
    let position: Int
  }

  struct Added {
    let draft: VariantDraft
    let position: Int
  }

  let kept: [Kept]
  let added: [Added]
  let removed: [Variant]

  /// By id, else by a SKU that is unique on both sides, else by the values of the options, else because there
  /// is only one on either side.
  init(_ existing: [Variant], _ drafts: [VariantDraft]) {
    var partner = [Int?](repeating: nil, count: drafts.count)
    var free = Set(existing.indices)
    func pair(_ find: (VariantDraft) -> Int?) {
      for (index, draft) in drafts.enumerated() where partner[index] == nil {
        guard let found = find(draft), free.contains(found) else { continue }
        partner[index] = found
        free.remove(found)
      }
    }
    let byID = Dictionary(existing.enumerated().map { ($1.id, $0) }) { first, _ in first }
    pair { draft in draft.id.flatMap { byID[$0] } }
    let bySKU = VariantMatching.unique(existing.map(\.sku))
    let draftSKUs = VariantMatching.unique(drafts.map(\.sku))
    pair { draft in draft.sku.flatMap { draftSKUs[$0] == nil ? nil : bySKU[$0] } }
    let byValues = Dictionary(existing.enumerated().map { (VariantMatching.key($1.options), $0) }) {
      first, _ in first
    }
    pair { draft in byValues[VariantMatching.key(draft.options)] }
    if existing.count == 1, drafts.count == 1 { pair { _ in 0 } }

    var kept: [Kept] = []
    var added: [Added] = []
    for (position, draft) in drafts.enumerated() {
      if let old = partner[position] {
        kept.append(Kept(variant: existing[old], draft: draft, oldPosition: old, position: position))
      } else {
        added.append(Added(draft: draft, position: position))
      }
    }
    self.kept = kept
    self.added = added
    removed = free.sorted().map { existing[$0] }
  }

  private static func key(_ options: [String]) -> String { ListText.write(options.map(SearchWords.key)) }

  /// Where each text stands that occurs only once.
  private static func unique(_ texts: [String?]) -> [String: Int] {
    var places: [String: [Int]] = [:]
    for (index, text) in texts.enumerated() {
      if let text { places[text, default: []].append(index) }
    }
    return places.compactMapValues { $0.count == 1 ? $0[0] : nil }
  }
}
