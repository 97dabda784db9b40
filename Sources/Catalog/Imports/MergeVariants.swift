import Kernel

/// Puts the variants that a file has onto those that are there. Rows that can't be used change nothing: what they may
/// have meant stays as it is.
struct VariantMerge {
  /// How many variants are named at most where their names are told.
  private static let namedVariants = 10

  let file: ShopifyProduct
  let old: Product?
  let counts: [VariantID: FileCount]
  /// Which other product of the shop has an SKU.
  let holder: (String) -> SKUHolder?
  /// The picture of the product that has an address.
  let image: (String) -> ImageID?

  private(set) var options: [ProductOption] = []
  private(set) var drafts: [VariantDraft] = []
  private(set) var rejections: [Int: Words]
  private(set) var notes: [Int: [Words]] = [:]
  /// What the file says of quantities, to be remembered.
  private(set) var counted: [VariantID: FileCount] = [:]

  /// Throws `Rejection` when the product as a whole can't be used.
  init(
    _ file: ShopifyProduct, onto old: Product?, counts: [VariantID: FileCount],
    holder: @escaping (String) -> SKUHolder?, image: @escaping (String) -> ImageID?
  ) throws(ShopifyProduct.Rejection) {
    self.file = file
    self.old = old
    self.counts = counts
    self.holder = holder
    self.image = image
    rejections = Dictionary(file.rejections.map { ($0.record, $0.reason) }) { first, _ in first }
    // Shopify's sign for a product without options may also be one that has just this.
    let isSign = old?.options == [ProductOption(name: "Title", values: ["Default Title"])]
    if let old, !old.options.isEmpty, !file.namesVariants || isSign && file.optionNames.value == [] {
      options = old.options
      patch(old)
    } else {
      try replace()
    }
    if drafts.isEmpty { throw noVariant }
    if drafts.count > ProductRules.maximumVariants {
      throw .init(
        record: file.first, reason: "A product has at most \(ProductRules.maximumVariants) variants.")
    }
  }

  private var noVariant: ShopifyProduct.Rejection {
    let first = rejections.min { $0.key < $1.key }
    return first.map { .init(record: $0.key, reason: $0.value) }
      ?? .init(record: file.first, reason: "The product has no variant with a price.")
  }

  /// A file without columns for options: a row means the variant with its SKU, else all of them.
  private mutating func patch(_ old: Product) {
    drafts = old.variants.map(\.draft)
    for row in file.variants {
      let meant: [Int]
      if let sku = row.ownSKU {
        meant = drafts.indices.filter { drafts[$0].sku == sku }
        if meant.count != 1 {
          rejections[row.record] = """
            The file has no columns for options, and no single variant of the product has the SKU \(sku).
            """
          continue
        }
      } else if file.variants.count == 1 {
        meant = Array(drafts.indices)
      } else {
        rejections[row.record] = "The row does not say which variant it means."
        continue
      }
      let isOne = meant.count == 1
      if !isOne, row.quantity.value.flatMap({ $0 }) != nil || row.barcode.value.flatMap({ $0 }) != nil {
        rejections[row.record] = "Give the quantity and the barcode for each variant."
        continue
      }
      if case .given(nil) = row.price {
        rejections[row.record] = "The price is missing."
        continue
      }
      for index in meant {
        var draft = drafts[index]
        apply(row, to: &draft, old.variants[index], isOne: isOne)
        drafts[index] = draft
      }
    }
  }

  private mutating func replace() throws(ShopifyProduct.Rejection) {
    let names = file.optionNames.or(old?.options.map(\.name) ?? [])
    let before = old.map { ArrangedVariants($0, in: names) }
    let rows = usable(names)
    let shared = SharedSKUs(rows)
    let wanted = rows.map { row in
      // What several have tells none of them.
      let sku = row.ownSKU.flatMap { shared.contains($0) ? nil : $0 }
      return VariantDraft(options: row.options.or([]), sku: sku, price: 0)
    }
    let matching = VariantMatching(before?.variants ?? [], wanted)
    // Where rows were rejected, the only one that is left may mean something else than the only one that is there.
    let kept = matching.kept.filter { rejections.isEmpty || $0.isNamed }
    let partners = Dictionary(kept.map { ($0.position, $0.variant) }) { first, _ in first }
    let taken = rows.indices.filter { index in
      let isPriced = partners[index] != nil && !rows[index].price.isGiven
      return isPriced || rows[index].price.value.flatMap { $0 } != nil
    }
    let keepers = shared.keepers(taken.map { ($0, rows[$0], partners[$0]) })
    for index in rows.indices {
      var row = rows[index]
      let partner = partners[index]
      guard taken.contains(index) else {
        rejections[row.record] = "The price is missing."
        continue
      }
      if let sku = row.ownSKU, shared.contains(sku), keepers[sku] != index {
        row.sku = .given(nil)
        notes[row.record, default: []].append("Another variant has the SKU \(sku), so this one has none.")
      }
      var draft = partner?.draft ?? VariantDraft(id: VariantID(), price: 0, stock: 0)
      draft.options = wanted[index].options
      apply(row, to: &draft, partner, isOne: true)
      drafts.append(draft)
    }
    if !rejections.isEmpty || file.variants.isEmpty { try keepOthers(before?.variants ?? [], names) }
    options = names.enumerated().map { index, name in option(name, index, before) }
    if let before, !before.options.isEmpty { tellGone(before.variants) }
  }

  /// Says which variants go because the file does not have them.
  private mutating func tellGone(_ variants: [Variant]) {
    let kept = Set(drafts.compactMap(\.id))
    let gone = variants.filter { !kept.contains($0.id) }.map(\.title)
    guard !gone.isEmpty else { return }
    let named = Array(gone.prefix(Self.namedVariants))
    notes[file.first, default: []].append(
      """
      \(count: gone.count, one: "# variant was removed", other: "# variants were removed") that the file does not \
      have: \(list: named).
      """)
  }

  /// The rows that can be variants beside each other.
  private mutating func usable(_ names: [String]) -> [ShopifyProduct.Variant] {
    var values = Set<[String]>()
    let present = Set(old?.variants.compactMap(\.sku) ?? [])
    var usable: [ShopifyProduct.Variant] = []
    for var row in file.variants {
      let options = row.options.or([])
      let rival = row.ownSKU.flatMap { present.contains($0) ? nil : holder($0) }
      if options.count != names.count {
        let list = names.joined(separator: ", ")
        rejections[row.record] = "Give \(names.count) values, one for each option: \(list)."
      } else if values.contains(options.map(SearchWords.key)) {
        rejections[row.record] = "Another record has the same option values."
      } else if let sku = row.ownSKU, rival == .elsewhere {
        rejections[row.record] = "Another product of the shop has the SKU \(sku)."
      } else {
        values.insert(options.map(SearchWords.key))
        if let sku = row.ownSKU, rival == .inFile {
          row.sku = .given(nil)
          notes[row.record, default: []].append(
            "Another product of the file has the SKU \(sku), so this variant has none.")
        }
        usable.append(row)
      }
    }
    return usable
  }

  /// Leaves variants in their places that no usable row means: a row that was rejected may have meant them.
  private mutating func keepOthers(
    _ present: [Variant], _ names: [String]
  ) throws(ShopifyProduct.Rejection) {
    var values = Set(drafts.map { $0.options.map(SearchWords.key) })
    var skus = Set(drafts.compactMap(\.sku))
    var place = 0
    for variant in present {
      if let index = drafts.firstIndex(where: { $0.id == variant.id }) {
        place = index + 1
        continue
      }
      let fits =
        variant.options.count == names.count && values.insert(variant.options.map(SearchWords.key)).inserted
        && variant.sku.map { skus.insert($0).inserted } ?? true
      guard fits else { throw noVariant }
      drafts.insert(variant.draft, at: place)
      place += 1
    }
  }

  /// The option with its values in the order of the file. Where that is the order in which the variants stood already,
  /// the file says nothing new: values keep theirs, and new ones come behind those that they follow.
  private func option(_ name: String, _ index: Int, _ before: ArrangedVariants?) -> ProductOption {
    let used = values(drafts.map(\.options), index)
    let stood = values(before?.variants.map(\.options) ?? [], index).filter(used.contains)
    guard used.filter(stood.contains) == stood else { return ProductOption(name: name, values: used) }
    let known = before.flatMap { index < $0.options.count ? $0.options[index].values : nil } ?? []
    var order = known.filter(used.contains)
    for (place, value) in used.enumerated() where !order.contains(value) {
      let previous = place > 0 ? order.firstIndex(of: used[place - 1]) : nil
      order.insert(value, at: previous.map { $0 + 1 } ?? 0)
    }
    return ProductOption(name: name, values: order)
  }

  /// The values of an option in the order in which variants have them first.
  private func values(_ variants: [[String]], _ index: Int) -> [String] {
    var values: [String] = []
    for options in variants where index < options.count && !values.contains(options[index]) {
      values.append(options[index])
    }
    return values
  }

  private mutating func apply(
    _ row: ShopifyProduct.Variant, to draft: inout VariantDraft, _ variant: Variant?, isOne: Bool
  ) {
    draft.price = row.price.value.flatMap { $0 } ?? draft.price
    draft.compareAtPrice = row.compareAtPrice.or(draft.compareAtPrice)
    draft.weightGrams = row.grams.or(draft.weightGrams)
    if isOne {
      if file.namesVariants || old?.options.isEmpty ?? true { draft.sku = row.sku.or(draft.sku) }
      draft.barcode = row.barcode.or(draft.barcode)
    }
    if case .given(let source) = row.image { draft.image = picture(source, row.record, variant) }
    draft.sellsOn = row.sellsOn.or(draft.sellsOn)
    count(row, &draft, variant)
  }

  private mutating func picture(_ source: String?, _ record: Int, _ variant: Variant?) -> ImageID? {
    guard let source else { return nil }
    // Of two pictures with the same address it is the one that it was.
    if let present = variant?.image,
      let known = old?.images.first(where: { $0.id == present }), PictureAddress(source).names(known)
    {
      return present
    }
    if let found = image(source) { return found }
    notes[record, default: []].append("The picture of the variant is none of the product's.")
    return variant?.image
  }

  /// Stock: what nobody counts, what a new variant begins with, and the difference to the last file.
  private mutating func count(
    _ row: ShopifyProduct.Variant, _ draft: inout VariantDraft, _ variant: Variant?
  ) {
    let quantity = row.quantity.value.flatMap { $0 }
    guard row.tracksStock.or(true) else {
      draft.tracksStock = false
      return
    }
    guard let quantity else {
      // Where no file counts, nothing would be there to sell.
      if variant == nil { draft.tracksStock = row.quantity.isGiven }
      return
    }
    draft.tracksStock = true
    if let id = draft.id { counted[id] = FileCount(imported: quantity, stamp: row.basis?.stamp) }
    guard let variant, variant.tracksStock,
      let reference = counts[variant.id, default: FileCount()].reference(for: quantity, row.basis)
    else {
      // Below zero stands for goods that were oversold; of what is new there is nothing to sell.
      draft.stock = max(0, quantity)
      return
    }
    let wanted = variant.stock + quantity - reference
    let stock = draft.sellsOn ? wanted : max(min(0, variant.stock), wanted)
    draft.stock = stock
    let told = told(of: quantity, reference, stock, variant.stock)
    if let told { notes[row.record, default: []].append(told) }
  }

  private func told(of quantity: Int64, _ reference: Int64, _ stock: Int64, _ before: Int64) -> Words? {
    if quantity == reference {
      return before == quantity
        ? nil : "The quantity is \(quantity) as in the file before, so the stock stays at \(before)."
    }
    if before == reference { return nil }
    return "The quantity went from \(reference) to \(quantity) and the stock from \(before) to \(stock)."
  }
}

extension VariantMatching.Kept {
  /// Whether the draft names the variant, by its SKU or its values.
  fileprivate var isNamed: Bool {
    draft.sku != nil && draft.sku == variant.sku
      || draft.options.map(SearchWords.key) == variant.options.map(SearchWords.key)
  }
}
