import Catalog
import Kernel
import Presentation
import Web

/// What a portal does to pictures; the raw values are the operations' names.
enum PictureEdit: String, CaseIterable {
  case removeBackground = "background-remove"
  case retouch
  case enlarge = "upscale-2"
  case shadow

  static let choices = allCases.map { Choice($0.rawValue, $0.label) }

  private var label: Words {
    switch self {
    case .removeBackground: "Remove the background"
    case .retouch: "Improve light and sharpness"
    case .enlarge: "Enlarge to twice the size"
    case .shadow: "Add a shadow"
    }
  }

  /// The chosen ones as operations. Throws `.invalidInput` when there are none.
  static func operations(_ values: [String]) throws -> String {
    let chosen = allCases.filter { values.contains($0.rawValue) }
    guard !chosen.isEmpty else { throw Problem.invalid("edits", "required", "Choose what to do.") }
    return chosen.map(\.rawValue).joined(separator: ",")
  }
}

/// A picture as it would be after an edit.
struct PictureEditPage {
  let frame: SellerFrame
  let product: Product
  let image: ProductImage
  let operations: String
  /// Where the result lies.
  let path: String
  let before: Picture?

  func html(_ request: Request) -> HTML {
    let page = frame.paths.product(product.id)
    let title = Words(verbatim: product.title)
    let crumbs = Navigation.breadcrumbs([
      ("Products", frame.paths.products), (title, page), ("Edit picture", nil),
    ])
    let after = Picture(
      path: path, width: max(1, image.width), height: max(1, image.height), alternative: image.alt)
    let fields = [("image", image.id.description), ("operations", operations)]
    return frame.page(
      .products, request, title: "Edit picture", breadcrumbs: crumbs,
      """
      <div class="uploads__list"><div class="uploads__item">\(before?.html(sizes: "140px"))</div>\
      <div class="uploads__item">\(after.html(sizes: "140px"))</div></div>\
      \(Button.post(
        "Use this picture", to: frame.paths.pictureEdited(of: product.id), kind: .primary, icon: .check,
        fields: fields))\
      \(Button.link("Cancel", to: page, kind: .quiet))
      """)
  }
}

extension SellerPortal {
  func previewPicture(_ request: Request) async throws -> Response {
    let (reference, shop) = (try request.parameter("product"), try request.requireShop())
    let page = try await paths(request).product(reference)
    return try await RefusedForm.redirect(to: page) {
      let id = try image(request)
      let operations = try PictureEdit.operations(request.formValues.all("edits"))
      let product = try await catalog.product(reference, of: shop)
      guard let image = product.images.first(where: { $0.id == id }) else { throw Problem(.notFound) }
      let path = try await catalog.transform(id, of: reference, in: shop, operations)
      let before = image.key.map {
        catalog.preview($0, width: image.width, height: image.height, alternative: image.alt)
      }
      let shown = PictureEditPage(
        frame: try await frame(request), product: product, image: image, operations: operations, path: path,
        before: before)
      return .html(shown.html(request))
    }
  }

  func editPicture(_ request: Request) async throws -> Response {
    try await changePictures(request) { product, shop in
      _ = try await catalog.applyTransform(
        to: image(request), of: product, in: shop, request.formValues["operations"] ?? "")
      return "The picture is edited."
    }
  }

  func restorePicture(_ request: Request) async throws -> Response {
    try await changePictures(request) { product, shop in
      _ = try await catalog.undoTransforms(of: image(request), of: product, in: shop)
      return "The first picture is back."
    }
  }

  private func image(_ request: Request) throws -> ImageID {
    guard let image = request.formValues["image"].flatMap({ ImageID($0) }) else { throw Problem(.notFound) }
    return image
  }
}
