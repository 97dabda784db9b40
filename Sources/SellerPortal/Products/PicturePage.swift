import Catalog
import Kernel
import Web

/// Pictures of a product; every change leads back to its page.
enum PicturePageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    let path = "/sell/{shop}/products/{product}/pictures"
    return [
      .page(.post, path, .shop(.products), limit: .upload) { request in
        try await portal.changePictures(request) { product, shop in
          let made = try await portal.catalog.addImages(
            request.uploads("images"), alt: "", to: product, of: shop)
          return made.count == 1
            ? "The picture is there."
            : "\(count: made.count, one: "# picture is there.", other: "# pictures are there.")"
        }
      },
      .page(.post, "\(path)/order", .shop(.products)) { request in
        try await portal.changePictures(request) { product, shop in
          let ids = (request.formValues["order"] ?? "").split(separator: ",").compactMap {
            ImageID(String($0))
          }
          _ = try await portal.catalog.arrangeImages(ids, of: product, in: shop)
          return "The pictures are in their new order."
        }
      },
      .page(.post, "\(path)/remove", .shop(.products)) { request in
        try await portal.changePictures(request) { product, shop in
          guard let image = request.formValues["image"].flatMap({ ImageID($0) }) else {
            throw Problem(.notFound)
          }
          try await portal.catalog.deleteImage(image, of: product, in: shop)
          return "The picture is removed."
        }
      },
    ]
  }
}

extension SellerPortal {
  func changePictures(
    _ request: Request, _ change: (String, ShopID) async throws -> Words
  ) async throws -> Response {
    let product = try request.parameter("product")
    let page = "\(try await path(request, .products))/\(product)"
    do {
      let message = try await change(product, request.requireShop())
      return .redirect(to: page, flash: .success(message))
    } catch let problem as Problem where problem.kind != .notFound {
      return .redirect(to: page, flash: .error(problem.detail))
    }
  }
}
