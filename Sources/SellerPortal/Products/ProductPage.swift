import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// The form of a product, new or stored.
struct ProductPage {
  let frame: SellerFrame
  /// `nil` for a new one.
  let product: Product?
  let sheet: VariantSheet
  let form: FormState
  let categories: [Choice]
  /// What goods of the chosen category say.
  let attributes: [CategoryAttribute]
  let pictures: [UploadedPicture]
  /// What was typed is not stored yet.
  let isTouched: Bool
  /// What is answered to the marketplace that hides it.
  let answer: FormState
  /// What is said of the number of pieces in a shop with several locations.
  let stockHint: Words?
  /// Whether there are markets in which it can have prices of its own.
  var hasMarkets = false
  /// Whether somebody without script asked how the description looks.
  var isPreviewed = false
}

extension SellerPortal {
  func newProductPage(_ request: Request) async throws -> ProductPage {
    let form = FormState(values: [
      "descriptionFormat": DescriptionFormat.text.rawValue, "takesCashOnDelivery": "true",
      "status": ProductStatus.active.rawValue, "stock": "1", "selling": SellingRule.counted.rawValue,
    ])
    return try await productPage(request, nil, VariantSheet(nil), form, isTouched: false)
  }

  /// The page of a stored product; with an `answer` that was refused as it was typed.
  func productPage(_ request: Request, answer: FormState? = nil) async throws -> ProductPage {
    let product = try await catalog.product(request.parameter("product"), of: request.requireShop())
    let zone = try await frame(request).shop.timeZone
    return try await productPage(
      request, product, VariantSheet(product), FormState(product, zone), isTouched: false, answer: answer)
  }

  private func productPage(
    _ request: Request, _ product: Product?, _ sheet: VariantSheet, _ form: FormState, isTouched: Bool,
    answer: FormState? = nil, isPreviewed: Bool = false
  ) async throws -> ProductPage {
    let pictures = (product?.images ?? []).compactMap { image in
      image.key.map { key in
        UploadedPicture(
          id: image.id.description,
          picture: catalog.preview(key, width: image.width, height: image.height, alternative: image.alt),
          isEdited: image.original != nil)
      }
    }
    return ProductPage(
      frame: try await frame(request), product: product, sheet: sheet, form: form.showing(sheet),
      categories: try await categoryChoices(),
      attributes: SaidFields.attributes(of: form.value("category"), try await catalog.categories()),
      pictures: pictures, isTouched: isTouched, answer: answer ?? FormState(id: "answer"),
      stockHint: try await stockHint(request.requireShop()),
      hasMarkets: try await !catalog.activeMarkets().isEmpty, isPreviewed: isPreviewed)
  }

  func createProduct(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    return try await save(request, nil) { reading in
      let product = try await catalog.createProduct(
        reading.read(NewProductInput.self, changing: nil), in: shop)
      let path = try await paths(request).product(product.id)
      let done: Words =
        product.isListed ? "\(product.title) is for sale." : "\(product.title) is saved."
      let uploads = request.contentType == "multipart/form-data" ? try request.uploads("images") : []
      guard !uploads.isEmpty else {
        return .redirect(to: path, flash: .success(Words(sentences: [done, "Now add pictures."])))
      }
      do {
        _ = try await catalog.addImages(uploads, alt: "", to: product.id.description, of: shop)
        return .redirect(to: path, flash: .success(done))
      } catch let problem as Problem where problem.belongsToForm {
        // The product is stored: its page opens, and says what became of the pictures.
        let told = Words(sentences: [done, "The pictures were not taken: \(problem.detail)"])
        return .redirect(to: path, flash: .error(told))
      }
    }
  }

  func editProduct(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let product = try await catalog.product(request.parameter("product"), of: shop)
    let zone = try await frame(request).shop.timeZone
    let tree = try await catalog.categories()
    return try await save(request, product) { _ in
      let edit = request.edit(
        over: { (present: Product) in FormState(present, zone) }, naming: ProductPage.name
      ) { form in
        try ProductFormReading(form, changing: product, of: tree, in: zone)
          .read(ProductChangesInput.self, changing: product)
      }
      let changed = try await catalog.editProduct(product.id.description, of: shop, edit)
      return .redirect(
        to: try await paths(request).product(changed.id),
        flash: .success("\(changed.title) is saved."))
    }
  }

  /// Reads the form and stores it, or shows it again: with its table of variants, or with what is wrong.
  private func save(
    _ request: Request, _ product: Product?, _ store: (ProductFormReading) async throws -> Response
  ) async throws -> Response {
    let zone = try await frame(request).shop.timeZone
    let tree = try await catalog.categories()
    let reading = ProductFormReading(request.formValues, changing: product, of: tree, in: zone)
    let action = request.formValues["action"]
    func again(_ sheet: VariantSheet, _ form: FormState) async throws -> HTML {
      try await productPage(
        request, product, sheet, form, isTouched: true, isPreviewed: action == ProductPage.previewing
      ).html(request)
    }
    return try await RefusedForm.answer(request) {
      if let action, ["variants", "fill", "category", ProductPage.previewing].contains(action) {
        let isAboutOptions = action == "variants" || action == "fill"
        let wrong = reading.errors.filter { isAboutOptions && $0.field.hasPrefix("options[") }
        guard wrong.isEmpty else { throw Problem(.invalidInput, fields: wrong) }
        var typed = FormState(request.formValues, problem: Problem(.invalidInput))
        typed.message = nil
        guard action == "fill" else { return .html(try await again(reading.sheet, typed)) }
        for name in VariantSheet.fieldsForAll { typed.values[name] = nil }
        return .html(try await again(reading.sheet.filled(request.formValues), typed))
      }
      return try await store(reading)
    } again: { form, problem in
      // What was changed elsewhere is in a form that was overtaken, too.
      if problem.kind == .conflict, !problem.fields.isEmpty {
        return try await again(VariantSheet(form.parameters), form.placing(ProductFormReading.control(of:)))
      }
      return try await again(
        reading.sheet, FormState(request.formValues, problem: reading.translated(problem)))
    }
  }

  func deleteProduct(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let product = try await catalog.product(request.parameter("product"), of: shop)
    try await catalog.deleteProduct(product.id.description, of: shop)
    let paths = try await paths(request)
    return .redirect(
      to: paths.products,
      flash: .success("\(product.title) is deleted.", undoPath: paths.restoring(product.id)))
  }

  func restoreProduct(_ request: Request) async throws -> Response {
    let paths = try await paths(request)
    return try await RefusedForm.redirect(to: paths.products(showing: ProductTab.deleted.rawValue)) {
      let product = try await catalog.restoreProduct(request.parameter("product"), of: request.requireShop())
      return .redirect(to: paths.product(product.id), flash: .success("\(product.title) is back."))
    }
  }

  func duplicateProduct(_ request: Request) async throws -> Response {
    let paths = try await paths(request)
    let name = try request.parameter("product")
    return try await RefusedForm.redirect(to: paths.product(name)) {
      let copy = try await catalog.duplicateProduct(name, of: request.requireShop())
      let told: Words = """
        This is a copy of \(copy.title), as a draft. SKUs and barcodes are left empty, and there is no stock yet.
        """
      return .redirect(to: paths.product(copy.id), flash: .success(told))
    }
  }
}

extension ProductPage {
  /// How people read what a field of the form holds.
  static func name(_ field: String, _ value: String) -> Words? {
    switch field {
    case "descriptionFormat": DescriptionFormat(rawValue: value)?.label
    case "takesCashOnDelivery": value == "true" ? "Yes" : "No"
    case "status": ProductStatus(rawValue: value)?.title
    case "selling": SellingRule(rawValue: value)?.label
    default: nil
    }
  }
}

extension FormState {
  /// The fields of a stored product, with times as they are in the shop's zone.
  init(_ product: Product, _ zone: Zone) {
    let only = product.options.isEmpty ? product.variants.first : nil
    self.init(values: [
      "title": product.title, "description": product.text.source, "status": product.status.rawValue,
      "seoTitle": product.pageText.title ?? "", "seoDescription": product.pageText.description ?? "",
      "publishAt": product.publishAt.map(zone.typed) ?? "", "category": product.category?.slug ?? "",
      "brand": product.brand ?? "", "descriptionFormat": product.text.format.rawValue,
      "video": product.extras.video?.address ?? "",
      "warrantyMonths": product.extras.warranty.months.map { String($0) } ?? "",
      "warrantyText": product.extras.warranty.text ?? "",
      "takesCashOnDelivery": String(product.extras.takesCash),
      "tags": product.tags.joined(separator: ", "),
      "attributes": product.attributes.map(SpecificationLine.write).joined(separator: "\n"),
      "price": only?.price.typed ?? "", "compareAtPrice": only?.compareAtPrice?.typed ?? "",
      "stock": only.map { String(max(0, $0.stock)) } ?? "",
      "formerStock": only.map { String(max(0, $0.stock)) } ?? "",
      "selling": SellingRule(product)?.rawValue ?? "",
      "sku": only?.sku ?? "", "lowStockThreshold": only?.lowStockThreshold.map { String($0) } ?? "",
    ])
    for said in product.values {
      values[SaidFields.name(said.attribute)] = [said.attribute.typed(said.value)]
    }
    self = showing(VariantSheet(product)).ofStored
  }

  /// The same with the fields of the options and rows as the sheet has them.
  func showing(_ sheet: VariantSheet) -> FormState {
    var form = self
    func set(_ name: String, _ value: String) { form.values[name] = [value] }
    for (index, slot) in sheet.slots.enumerated() {
      set("options[\(index)].name", slot.name)
      set("options[\(index)].values", slot.values.joined(separator: "\n"))
      set("options[\(index)].former", slot.former.joined(separator: "\n"))
    }
    for (index, row) in sheet.rows.enumerated() {
      let place = "rows[\(index)]"
      set("\(place).id", row.id)
      set("\(place).values", row.values.joined(separator: "\n"))
      set("\(place).price", row.price)
      set("\(place).compareAtPrice", row.compareAtPrice)
      set("\(place).stock", row.stock)
      set("\(place).formerStock", row.formerStock)
      set("\(place).sku", row.sku)
      set("\(place).isLeftOut", row.isLeftOut ? "true" : "")
    }
    return form
  }
}
