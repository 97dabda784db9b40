import Catalog
import Kernel
import Presentation
import Web

extension ProductPage {
  private var listPath: String { frame.paths.products }
  var path: String { product.map { frame.paths.product($0.id) } ?? frame.paths.newProduct }
  var currency: String { frame.shop.currency.code }

  func html(_ request: Request) -> HTML {
    let title = product.map { Words(verbatim: $0.title) } ?? "New product"
    let crumbs = Navigation.breadcrumbs([("Products", listPath), (title, nil)])
    if let product, let deletedAt = product.deletedAt {
      return frame.page(
        .products, request, title: title, actions: Badge.show("Deleted", .danger), breadcrumbs: crumbs,
        deleted(product, deletedAt))
    }
    return frame.page(
      .products, request, title: title, lead: facts, actions: actions, breadcrumbs: crumbs,
      """
      \(product.map { ProductPage.tabs(frame, $0, current: path) })\(hidingNote)\(editor)\(pictureSection)\
      \(deletion)
      """)
  }

  private var facts: Words? {
    guard let product, product.sold > 0 || product.rating.count > 0 else { return nil }
    let sold: Words = "\(count: product.sold, one: "# sold", other: "# sold")"
    guard let average = product.rating.average else { return sold }
    let stars = Language.current.formats.decimal(Int64((average * 10).rounded()), digits: 1)
    let rating: Words = "\(stars) from \(count: product.rating.count, one: "# review", other: "# reviews")"
    return .beside([sold, rating])
  }

  private var actions: HTML? {
    guard let product else { return nil }
    let link = Button.link("See it", to: Paths.product(product.slug), icon: .external)
    let copy: HTML? =
      product.hiding == nil
      ? Button.post("Duplicate", to: frame.paths.duplicating(product.id), icon: .copy) : nil
    let stock = Button.link(
      "Stock", to: frame.paths.stock(showing: nil, searching: product.title), icon: .box)
    let markets: HTML? =
      hasMarkets
      ? Button.link("Prices in markets", to: frame.paths.markets(of: product.id), icon: .globe) : nil
    let history = Button.link("History", to: frame.paths.history(of: product.id), icon: .clock)
    let badges: HTML = "\(product.hiding?.badge(for: .vendor))\(product.status.badge)"
    return "\(badges)\(when: product.isListed, link)\(stock)\(markets)\(history)\(copy)"
  }

  private func deleted(_ product: Product, _ deletedAt: Timestamp) -> HTML {
    let end = deletedAt.adding(seconds: productRestoreSeconds)
    return """
      \(Notice.empty(
        .trash, "This product is deleted", "Nobody sees it. It can be restored for a day.",
        action: Button.post("Restore", to: frame.paths.restoring(product.id), kind: .primary, icon: .undo)))\
      <p class="muted">\(say: "Gone for good: \(part: 1)", end.dateTimeHTML)</p>
      """
  }

  private var editor: HTML {
    // Buttons that save nothing stand before the one that does, and Enter in a field must not press them: the form's
    // own comes first.
    let sections: HTML = """
      <input class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true" value="\(say: "Save")">\
      \(FormLayout.section("Product", "What customers read first, and what search finds it by.", basics))\
      \(when: !sheet.hasOptions || sheet.rows.isEmpty, saleSection)\
      \(FormLayout.section(
        "Options",
        "Only if it comes in several kinds, as in colours or sizes. Each kind has its own price and stock.",
        optionFields))\
      \(when: product == nil, newPictures)\
      \(FormLayout.section("Place in the market", "Where customers find it, and when.", placing))\
      \(FormLayout.section(
        "Video, warranty and cash", "What customers ask before they buy.", extras))\
      \(FormLayout.section("Specifications", "Facts that customers compare.", specifications))\
      \(FormLayout.section(
        "Search engines and previews",
        "What stands in search results and in links that people share. Empty fields stand for the title and the description.",
        searchEngines))
      """
    return FormLayout.form(
      action: path, state: form, saveLabel: product == nil ? "Save the product" : "Save",
      cancelPath: listPath,
      isMultipart: product == nil, isNew: product == nil || isTouched, sections)
  }

  private var basics: HTML {
    """
    \(Field.text("title", "Title", in: form, maximumLength: 255))\
    \(description)
    """
  }

  private var saleSection: HTML {
    FormLayout.section(
      "Price and stock", "What one costs, and how many lie in your shop for customers.",
      """
      \(FormLayout.row(
        Field.money("price", "Price", currency: currency, in: form, width: .full),
        Field.money(
          "compareAtPrice", "Former price", currency: currency, in: form, required: false, width: .full)))\
      \(FormLayout.row(
        Field.number(
          "stock", "Stock", in: form, hint: stockHint, required: false, unit: "pieces", width: .full),
        Field.text("sku", "SKU", in: form, required: false, maximumLength: 255)))\
      \(Field.number(
        "lowStockThreshold", "Warn me at", in: form,
        hint: "Pieces that are left, or fewer. Empty stands for what your shop has: \(frame.shop.lowStockThreshold).",
        required: false, maximum: ProductRules.mostLowStock))\
      \(selling)\(Button.hidden("formerStock", form.value("formerStock") ?? ""))
      """)
  }

  private var newPictures: HTML {
    FormLayout.section(
      "Pictures", "The first is the one on cards. You can put them in order afterwards.",
      Field.file(
        "images", "Pictures", accept: "image/jpeg,image/png,image/webp", in: form,
        hint: "JPEG, PNG or WebP, together up to 30 MB.", required: false, multiple: true))
  }

  private var placing: HTML {
    let states = [
      Choice("active", "For sale", detail: "Customers see it"),
      Choice("draft", "Draft", detail: "Only you see it"),
      Choice("archived", "Archived", detail: "Out of the range"),
    ]
    return """
      \(Field.radios("status", "State", product == nil ? Array(states.prefix(2)) : states, in: form,
        asCards: true))\
      \(Field.input(
        "datetime-local", "publishAt", "Goes on sale at", in: form,
        hint: "Until then only you see it. The time is that of \(frame.shop.timeZone.title).", required: false))\
      \(categoryAndBrand)\
      \(Field.text("tags", "Tags", in: form, hint: "With commas between: linen, summer", required: false))
      """
  }

  /// What there is to say depends on the category: script shows the fields at once, a button does without.
  private var categoryAndBrand: HTML {
    """
    <div class="stack" data-module="category-fields">\(FormLayout.row(
      Field.select(
        "category", "Category", categories, in: form, required: false, prompt: "Choose a category"),
      Field.text("brand", "Brand", in: form, required: false, maximumLength: 120)))\
    <div class="no-script">\(Button.submit(
      "Show the fields of this category", kind: .secondary, size: .small, name: "action", value: "category"))</div></div>
    """
  }

  private var specifications: HTML {
    """
    \(saidFields)\(Field.multiline(
      "attributes", "Specifications", in: form, hint: "One in each line, as Material: Oak", required: false,
      rows: 4))
    """
  }

  private var searchEngines: HTML {
    """
    \(Field.text(
      "seoTitle", "Title for search engines", in: form, hint: "They show about 60 characters.",
      required: false, maximumLength: ProductRules.longestSEOTitle))\
    \(Field.multiline(
      "seoDescription", "Description for search engines", in: form,
      hint: "They show about 160 characters.", required: false, rows: 3,
      maximumLength: ProductRules.longestSEODescription))
    """
  }

  private var pictureSection: HTML? {
    guard let product else { return nil }
    return FormLayout.section(
      "Pictures", "Drag them into order; the first is the one on cards. They are stored at once.",
      PictureEditor.show(
        pictures, uploadPath: frame.paths.pictures(of: product.id),
        orderPath: frame.paths.pictureOrder(of: product.id),
        removePath: frame.paths.pictureRemoval(of: product.id),
        editing: PictureEdits(
          PictureEdit.choices, previewPath: frame.paths.pictureEdit(of: product.id),
          undoPath: frame.paths.pictureRestored(of: product.id)), maximumMegabytes: 20))
  }

  private var deletion: HTML? {
    guard let product else { return nil }
    let button = Button.post(
      "Delete the product", to: frame.paths.deleting(product.id), kind: .danger, icon: .trash)
    return FormLayout.section(
      "Delete", "Takes it out of the shop. You can undo that for a day.", "<div>\(button)</div>")
  }
}
