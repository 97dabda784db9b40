import Kernel
import Web

/// Makes a draft of what a client gave: decides which options there are, gives every variant its values, and
/// fills in what is absent. Collects every wrong field.
struct ProductShape {
  private let fields: ProductFields
  private let currency: Currency
  private let old: Product?
  private let now: Timestamp
  private var errors: [FieldError] = []

  private init(_ fields: ProductFields, _ currency: Currency, _ old: Product?, _ now: Timestamp) {
    self.fields = fields
    self.currency = currency
    self.old = old
    self.now = now
  }

  /// The draft of a new product, or of `old` with the changes. Throws `.invalidInput` with every wrong field.
  /// The category is left as it was.
  static func draft(
    _ fields: ProductFields, in currency: Currency, changing old: Product? = nil, at now: Timestamp
  ) throws -> ProductDraft {
    var shape = ProductShape(fields, currency, old, now)
    let draft = shape.make()
    var seen = Set<FieldError>()
    let errors = shape.errors.filter { seen.insert($0).inserted }
    guard errors.isEmpty else {
      let detail = errors.count == 1 ? errors[0].message : ProblemKind.invalidInput.title
      throw Problem(.invalidInput, detail, fields: errors)
    }
    return draft
  }

  private mutating func make() -> ProductDraft {
    var draft =
      old?.draft ?? ProductDraft(title: "", text: .empty, variants: [VariantDraft(price: 0, stock: 0)])
    if let title = fields.title { draft.title = title }
    if fields.description != nil || fields.descriptionFormat != nil {
      draft.text = ProductText(
        fields.description ?? draft.text.source, as: fields.descriptionFormat ?? .text)
      if draft.text.isTooLong { reject("description", "too_long", ProductText.tooLong) }
    }
    if fields.hasSEOTitle { draft.pageText.title = fields.seoTitle }
    if fields.hasSEODescription {
      draft.pageText.description = fields.seoDescription.map(PageText.line)
    }
    draft.extras = fields.extras.applied(to: draft.extras)
    draft.translations = fields.translations.applied(to: draft.translations)
    if let status = fields.status { draft.status = status }
    schedule(&draft)
    if fields.hasBrand { draft.brand = fields.brand }
    if let tags = fields.tags { draft.tags = tags }
    if let attributes = fields.attributes { draft.attributes = attributes }
    if let variants = fields.variants, !variants.isEmpty {
      (draft.options, draft.variants) = shaped(variants)
    } else {
      plain(&draft)
    }
    return draft
  }

  private mutating func schedule(_ draft: inout ProductDraft) {
    if fields.hasPublishAt { draft.publishAt = fields.publishAt }
    if let fault = fields.scheduleFault(of: draft.status, present: old?.publishAt, now) {
      errors.append(fault)
    }
    if draft.status == .archived { draft.publishAt = nil }
  }

  /// A product whose body has no variants: what is sold stands in the product itself.
  private mutating func plain(_ draft: inout ProductDraft) {
    if old == nil && fields.sale.price == nil { reject("price", "required", "This is needed.") }
    if let options = fields.options { rename(options, &draft) }
    if draft.variants.count == 1 {
      draft.variants[0] = fields.sale.applied(to: draft.variants[0], in: currency, path: "", &errors)
      return
    }
    let sale = fields.sale
    if sale.stock != nil || sale.hasSKU || sale.hasBarcode {
      let name = sale.stock != nil ? "stock" : sale.hasSKU ? "sku" : "barcode"
      reject(name, "has_variants", "This product has variants. Give it for each of them.")
      return
    }
    draft.variants = draft.variants.map { sale.applied(to: $0, in: currency, path: "", &errors) }
  }

  /// New names for the options of a product whose variants stay, and a new order of their values. A product that has one variant without
  /// values takes the only value of each option, if there is one; what else options without variants say
  /// can't be sold.
  private mutating func rename(_ options: [ProductOption], _ draft: inout ProductDraft) {
    if draft.options.isEmpty {
      guard old == nil, !options.isEmpty, options.allSatisfy({ $0.values.count == 1 }) else { return }
      draft.options = options
      draft.variants[0].options = options.flatMap(\.values)
    } else if options.count == draft.options.count {
      arrange(&draft, options.map(\.name))
      draft.options = zip(options, draft.options).map { new, present in
        let first = new.values.filter(present.values.contains)
        return ProductOption(name: new.name, values: first + present.values.filter { !first.contains($0) })
      }
      draft.variants = OptionOrder.sorted(draft.variants, by: draft.options)
    } else {
      reject("options", "needs_variants", "Send the variants that go with these options.")
    }
  }

  /// The same names in another order are no new names.
  private func arrange(_ draft: inout ProductDraft, _ names: [String]) {
    guard let old else { return }
    let arranged = ArrangedVariants(old, in: names)
    draft.options = arranged.options
    draft.variants = arranged.variants.map(\.draft)
  }

  private mutating func shaped(_ inputs: [VariantInput]) -> ([ProductOption], [VariantDraft]) {
    let names = optionNames(inputs)
    let present = old.map { ArrangedVariants($0, in: names).variants } ?? []
    var drafts: [VariantDraft] = []
    for (index, input) in inputs.enumerated() {
      let known = existing(input, present)
      if input.id != nil && known == nil {
        reject("variants[\(index)].id", "unknown", "There is no such variant.")
      }
      let values = values(of: input, known, names, index, isOnly: inputs.count == 1)
      let sku = input.sale.hasSKU ? input.sale.sku : known?.sku
      drafts.append(VariantDraft(id: known?.id, options: values, sku: sku, price: 0))
    }
    checkDuplicates(drafts, names)
    fill(&drafts, inputs, present)
    let options = options(names, drafts)
    return (options, fields.options == nil ? drafts : OptionOrder.sorted(drafts, by: options))
  }

  /// Gives each draft what its existing variant has and what the client says.
  private mutating func fill(
    _ drafts: inout [VariantDraft], _ inputs: [VariantInput], _ present: [Variant]
  ) {
    let matching = VariantMatching(present, drafts)
    var bases: [Int: Variant] = [:]
    for kept in matching.kept { bases[kept.position] = kept.variant }
    for index in drafts.indices {
      let input = inputs[index]
      let path = "variants[\(index)]."
      var draft = bases[index]?.draft ?? VariantDraft(price: 0, stock: 0)
      draft.options = drafts[index].options
      if bases[index] == nil {
        if input.sale.price == nil, fields.sale.price == nil, old == nil || old?.variants.count != 1 {
          reject(path + "price", "required", "This is needed.")
        }
        draft.price = old?.price.amount ?? 0
        draft = fields.sale.defaults(for: draft, in: currency, &errors)
      }
      draft = input.sale.applied(to: draft, in: currency, path: path, &errors)
      if input.hasImage {
        if let image = input.image, old?.images.contains(where: { $0.id == image }) != true {
          reject(path + "image", "unknown", "The product has no such picture.")
        }
        draft.image = input.image
      }
      drafts[index] = draft
    }
  }

  /// The existing variant that a client means by id or by an SKU that only one has.
  private func existing(_ input: VariantInput, _ present: [Variant]) -> Variant? {
    if let id = input.id { return present.first { $0.id == id } }
    guard let sku = input.sale.sku else { return nil }
    let found = present.filter { $0.sku == sku }
    return found.count == 1 ? found[0] : nil
  }

  /// Those given, else those of the product as far as they fit, else those that the variants name.
  private func optionNames(_ inputs: [VariantInput]) -> [String] {
    if let options = fields.options {
      if !options.isEmpty { return options.map(\.name) }
      // An empty list with one variant that has no values makes a product with variants a plain one.
      if inputs.count == 1 && inputs[0].options == nil { return [] }
    }
    var named: [String: String] = [:]
    var listed = 0
    for input in inputs {
      switch input.options {
      case .named(let values): for name in values.keys { named[SearchWords.key(name)] = name }
      case .listed(let values): listed = max(listed, values.count)
      case nil: break
      }
    }
    let present = old?.options.map(\.name) ?? []
    let known = Set(present.map(SearchWords.key))
    if !present.isEmpty, listed <= present.count, Set(named.keys).isSubset(of: known) {
      return present
    }
    if named.isEmpty { return listed == 1 ? ["Option"] : (0..<listed).map { "Option \($0 + 1)" } }
    return named.values.sorted { (OptionOrder.rank($0), $0) < (OptionOrder.rank($1), $1) }
  }

  private mutating func values(
    of input: VariantInput, _ known: Variant?, _ names: [String], _ index: Int, isOnly: Bool
  ) -> [String] {
    let field = "variants[\(index)].options"
    switch input.options {
    case .listed(let values):
      if values.count != names.count {
        let list = names.joined(separator: ", ")
        reject(field, "invalid", "Give \(names.count) values, one for each option: \(list).")
      }
      return values
    case .named(let values):
      let byName = Dictionary(values.map { (SearchWords.key($0.key), $0.value) }) { first, _ in first }
      let keys = names.map(SearchWords.key)
      if Set(keys) != Set(byName.keys) {
        reject(field, "invalid", "Give a value for each option: \(names.joined(separator: ", ")).")
      }
      return keys.map { byName[$0] ?? "" }
    case nil:
      if let known, known.options.count == names.count { return known.options }
      if names.isEmpty && isOnly { return [] }
      reject(field, "required", "Say what tells this variant from the others.")
      return []
    }
  }

  private mutating func checkDuplicates(_ drafts: [VariantDraft], _ names: [String]) {
    var combinations = Set<[String]>()
    var skus = Set<String>()
    for (index, draft) in drafts.enumerated() {
      if !combinations.insert(draft.options.map(SearchWords.key)).inserted {
        reject("variants[\(index)].options", "duplicate", "Another variant has the same values.")
      }
      if let sku = draft.sku, !skus.insert(sku).inserted {
        reject("variants[\(index)].sku", "duplicate", "Another variant has the same SKU.")
      }
    }
    if Set(names.map(SearchWords.key)).count != names.count {
      reject("options", "duplicate", "Two options have the same name.")
    }
  }

  /// The options with the values that variants have, in the given order, else in that of the variants.
  private func options(_ names: [String], _ drafts: [VariantDraft]) -> [ProductOption] {
    names.enumerated().map { index, name in
      var used: [String] = []
      for draft in drafts where index < draft.options.count && !used.contains(draft.options[index]) {
        used.append(draft.options[index])
      }
      let given = fields.options.flatMap { index < $0.count ? $0[index].values : nil } ?? []
      let first = given.filter(used.contains)
      return ProductOption(name: name, values: first + used.filter { !first.contains($0) })
    }
  }

  private mutating func reject(_ field: String, _ code: String, _ message: Words) {
    errors.append(FieldError(field: field, code: code, message: message))
  }
}

/// The order of options and of what they are made of.
private enum OptionOrder {
  /// Variants in the order of the values, so that pages, forms and files all show one order.
  static func sorted(_ variants: [VariantDraft], by options: [ProductOption]) -> [VariantDraft] {
    let places = options.map { option in
      Dictionary(option.values.enumerated().map { ($1, $0) }) { first, _ in first }
    }
    let keys = variants.map { variant in
      zip(places, variant.options).map { places, value in places[value] ?? places.count }
    }
    let order = variants.indices.sorted { left, right in
      keys[left] == keys[right] ? left < right : keys[left].lexicographicallyPrecedes(keys[right])
    }
    return order.map { variants[$0] }
  }

  /// In which order options stand that came without one: colour, size, then by name.
  static func rank(_ name: String) -> Int {
    switch SearchWords.key(name) {
    case "color", "colour", "farbe": 0
    case "size", "grosse": 1
    default: 2
    }
  }
}

extension SaleFields {
  /// What a new variant takes from the product's own fields: price and former price, not stock or SKU.
  fileprivate func defaults(
    for draft: VariantDraft, in currency: Currency, _ errors: inout [FieldError]
  ) -> VariantDraft {
    let applied = applied(to: draft, in: currency, path: "", &errors)
    var result = draft
    result.price = applied.price
    result.compareAtPrice = applied.compareAtPrice
    result.tracksStock = applied.tracksStock
    result.sellsOn = applied.sellsOn
    return result
  }
}
