import Kernel

/// What the catalogue knows besides, when a file is put onto it.
struct MergeSurroundings {
  /// What files said of quantities.
  var counts: [VariantID: FileCount] = [:]
  /// Pictures that are stored here, by their keys.
  var stored: [String: StoredPicture] = [:]
  /// When the file is put onto it.
  var now = Timestamp(milliseconds: 0)
  /// Which other product of the shop has an SKU.
  var holder: (String) -> SKUHolder? = { _ in nil }
  /// The category that is meant by what a file says, where there is one; the second is the present one.
  var category: (_ text: String, _ present: CategoryID?) -> CategoryID? = { _, _ in nil }
  /// What products of a category say.
  var attributes: (CategoryID) -> [CategoryAttribute] = { _ in [] }
}

/// Puts what a file says of a product onto what is there. What the file has no column for stays as it is, and so does
/// what a row says that was rejected.
struct ProductMerge {
  private(set) var draft: ProductDraft
  /// Why rows were left out.
  private(set) var rejections: [Int: Words]
  /// What people should know of rows that were taken.
  private(set) var notes: [Int: [Words]]
  /// Quantities to be remembered.
  private(set) var counted: [VariantID: FileCount]
  /// Where the product is wished to stand; `nil` leaves that as it is.
  private(set) var wish: String?

  /// Throws `Rejection` when the product as a whole can't be used.
  init(
    _ file: ShopifyProduct, onto old: Product?, _ surroundings: MergeSurroundings
  ) throws(ShopifyProduct.Rejection) {
    draft =
      old?.draft
      ?? ProductDraft(title: "", text: .empty, variants: [], sourceHandle: FileHandleKey.of(file.handle))
    notes = file.notes
    let pictures = ProductMerge.pictures(file, old, surroundings.stored, &notes)
    draft.images = pictures
    let variants = try VariantMerge(
      file, onto: old, counts: surroundings.counts, holder: surroundings.holder
    ) { source in
      let address = PictureAddress(source)
      let drafted = pictures?.first {
        $0.sourceURL == source || address.key != nil && $0.stored?.folder == address.key
      }
      return drafted?.id ?? old?.images.first { address.names($0) }?.id
    }
    draft.options = variants.options
    draft.variants = variants.drafts
    rejections = variants.rejections
    counted = variants.counted
    notes.merge(variants.notes) { $0 + $1 }
    // A product that is there stays as it was where the row is rejected that tells of it.
    if old == nil || rejections[file.first] == nil {
      try apply(file, old)
      schedule(file, surroundings.now)
      place(file, old, surroundings)
      settle(file, old, surroundings)
    }
  }

  private mutating func apply(_ file: ShopifyProduct, _ old: Product?) throws(ShopifyProduct.Rejection) {
    guard old != nil || file.title.isGiven else {
      throw .init(record: file.first, reason: "The title is missing.")
    }
    draft.title = file.title.or(draft.title)
    // An export has the HTML of what was written as Markdown; where that comes back, it stays Markdown.
    let said = file.text.or(draft.text)
    if said.text != draft.text.text || said.isHTML != draft.text.isHTML { draft.text = said }
    draft.extras = file.extras.applied(to: draft.extras)
    draft.pageText = PageText(
      title: file.seoTitle.or(draft.pageText.title),
      description: file.seoDescription.or(draft.pageText.description))
    draft.brand = file.brand.or(draft.brand)
    draft.tags = file.tags.or(draft.tags)
    draft.status = status(file, old?.status)
  }

  /// A moment that has passed is left out, and so is every one of what is archived.
  private mutating func schedule(_ file: ShopifyProduct, _ now: Timestamp) {
    let wanted = file.publishAt.or(draft.publishAt)
    if let wanted, wanted != draft.publishAt, wanted <= now {
      notes[file.first, default: []].append("The moment to go on sale has passed; it was left out.")
    } else {
      draft.publishAt = wanted
    }
    if draft.status == .archived { draft.publishAt = nil }
  }

  /// A status that the file says holds, unless it hides what is active. Without one, hiding and showing do.
  private func status(_ file: ShopifyProduct, _ old: ProductStatus?) -> ProductStatus {
    let isPublished = file.isPublished.value.flatMap { $0 }
    if let said = file.status.value.flatMap({ $0 }) {
      return said == .active && isPublished == false ? .draft : said
    }
    let present = old ?? .active
    switch isPublished {
    case true?: return .active
    case false?: return present == .active ? .draft : present
    case nil: return present
    }
  }

  /// Finds the category, or leaves a wish for one.
  private mutating func place(_ file: ShopifyProduct, _ old: Product?, _ surroundings: MergeSurroundings) {
    let (category, type) = (file.category.or(""), file.type.or(""))
    let found = [category, type].lazy.filter { !$0.isEmpty }
      .compactMap { surroundings.category($0, old?.category?.id) }.first
    if let found {
      draft.category = found
    } else if category.isEmpty, type.isEmpty, file.category.isGiven {
      draft.category = nil
    }
    if !type.isEmpty {
      wish = type
    } else if found == nil, !category.isEmpty {
      wish = category
    } else if file.type.isGiven {
      wish = ""
    }
    if found == nil, draft.category == nil, let wish, !wish.isEmpty {
      notes[file.first, default: []].append(
        "There is no category \"\(wish)\". The market's team sees your wish; you can choose one meanwhile.")
    }
  }

  /// Divides specifications into values of the category's attributes and others, which may say what they want.
  private mutating func settle(_ file: ShopifyProduct, _ old: Product?, _ surroundings: MergeSurroundings) {
    guard file.attributes.isGiven || draft.category != old?.category?.id else { return }
    let present = draft.values.map { ProductAttribute(name: $0.attribute.slug, value: $0.value) }
    let given = file.attributes.or(draft.attributes + present)
    let settling = AttributeSettling(
      given, draft.category.map(surroundings.attributes) ?? [], was: draft.values, isStrict: false)
    if Set(settling.free) != Set(draft.attributes) { draft.attributes = settling.free }
    draft.values = settling.values
  }

  /// The pictures that the file names, in its order; `nil` when it has no column for them.
  private static func pictures(
    _ file: ShopifyProduct, _ old: Product?, _ stored: [String: StoredPicture], _ notes: inout [Int: [Words]]
  ) -> [ImageDraft]? {
    guard let images = file.images.value else { return nil }
    var present = old?.images ?? []
    var drafts: [ImageDraft] = []
    for image in images.sorted(by: { ($0.position, $0.record) < ($1.position, $1.record) }) {
      let address = PictureAddress(image.source)
      if let index = present.firstIndex(where: address.names) {
        let known = present.remove(at: index)
        drafts.append(ImageDraft(known, alt: image.text.or(known.alt)))
      } else if drafts.contains(where: { $0.isNamed(by: address) }) {
        continue
      } else if let picture = address.key.flatMap({ stored[$0] }) {
        drafts.append(ImageDraft(picture, alt: image.text.or("")))
      } else if address.isForeign {
        drafts.append(ImageDraft(sourceURL: image.source, alt: image.text.or("")))
      } else {
        notes[image.record, default: []].append("The picture is not here any more.")
      }
    }
    // A row that was rejected may have named one of the others.
    if !file.rejections.isEmpty {
      drafts += present.filter { $0.sourceURL != nil }.map { ImageDraft($0, alt: $0.alt) }
    }
    return drafts
  }
}
