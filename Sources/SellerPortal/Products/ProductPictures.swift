import Catalog
import Kernel
import Presentation
import Web

// Pictures of a product; every change leads back to its page.
extension SellerPortal {
  func addPictures(_ request: Request) async throws -> Response {
    try await changePictures(request) { product, shop in
      let made = try await catalog.addImages(request.uploads("images"), alt: "", to: product, of: shop)
      return made.count == 1
        ? "The picture is there."
        : "\(count: made.count, one: "# picture is there.", other: "# pictures are there.")"
    }
  }

  func arrangePictures(_ request: Request) async throws -> Response {
    try await changePictures(request) { product, shop in
      let edit = request.edit(over: SellerPortal.pictureOrder) { form in
        (form["order"] ?? "").split(separator: ",").compactMap { ImageID(String($0)) }
      }
      _ = try await catalog.arrangeImages(of: product, in: shop, edit)
      return "The pictures are in their new order."
    }
  }

  func removePicture(_ request: Request) async throws -> Response {
    try await changePictures(request) { product, shop in
      guard let image = request.formValues["image"].flatMap({ ImageID($0) }) else { throw Problem(.notFound) }
      try await catalog.deleteImage(image, of: product, in: shop)
      return "The picture is removed."
    }
  }

  /// The order of the pictures that a product's page shows, as its forms send it.
  private static let pictureOrder: @Sendable ([ProductImage]) -> FormState = { images in
    PictureEditor.order(images.filter { $0.key != nil }.map(\.id.description))
  }

  /// Makes a change and leads back to the page, which tells what was done or why not.
  func changePictures(
    _ request: Request, _ change: (String, ShopID) async throws -> Words
  ) async throws -> Response {
    let product = try request.parameter("product")
    let page = try await paths(request).product(product)
    return try await RefusedForm.redirect(to: page) {
      .redirect(to: page, flash: .success(try await change(product, request.requireShop())))
    }
  }
}
