import Kernel
import Web

/// Results of operations on pictures.
enum TransformRoutes {
  private static let tag = "Product pictures"

  static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .post, "/shops/{shop}/products/{product}/images/{image}/transforms",
        "Edit a picture: get the address of the result, or put it in the picture's place", tag: tag,
        .shop(.products), body: TransformInput.self, answer: TransformOutput.self, idempotent: true,
        limit: .upload, problems: [.notFound, .conflict, .imageUnreadable]
      ) { request, body in
        let image = try request.id("image", as: ImageID.self)
        let (product, shop) = (try request.parameter("product"), try request.requireShop())
        guard body.isApplied else {
          let url = try await catalog.transform(image, of: product, in: shop, body.operations)
          return TransformOutput(url, try await catalog.product(product, of: shop).images, catalog)
        }
        return try await request.answer(with: { TransformOutput(showing: image, $0, catalog) }) {
          try await catalog.applyTransform(to: image, of: product, in: shop, body.operations)
        }
      },
      .api(
        .delete, "/shops/{shop}/products/{product}/images/{image}/transforms",
        "Undo all edits of a picture", tag: tag, .shop(.products), answer: NoContent.self,
        problems: [.notFound]
      ) { request in
        _ = try await catalog.undoTransforms(
          of: request.id("image", as: ImageID.self), of: request.parameter("product"),
          in: request.requireShop())
        return NoContent()
      },
      .page(.get, "/media/transforms/{signature}/{operations}/{key*}", .anyone) { request in
        let object = try await catalog.transformed(
          request.parameter("signature"), request.parameter("operations"), request.parameter("key"))
        guard let object else { throw Problem(.notFound) }
        return Response.bytes(object.bytes, contentType: object.contentType).inParts().immutable()
      },
    ]
  }
}

/// What is done to a picture.
struct TransformInput: Input {
  private static let operationsText = Rule<String>.text(1...200)

  /// As `background-remove,shadow`.
  let operations: String
  /// Whether the result takes the picture's place.
  let isApplied: Bool

  init(from input: inout InputReader) throws {
    operations = input.required("operations", Self.operationsText)
    isApplied = input.optional("apply", .boolean) ?? false
  }
}

/// A result, and the product's pictures as they are now.
struct TransformOutput: Output {
  let url: String
  let items: [ProductImageOutput]

  init(_ url: String, _ images: [ProductImage], _ catalog: Catalog) {
    self.url = url
    items = images.compactMap { ProductImageOutput($0, catalog) }
  }

  /// The largest size of the picture that took its place.
  init(showing image: ImageID, _ images: [ProductImage], _ catalog: Catalog) {
    let key = images.first { $0.id == image }?.key
    self.init(key.map { catalog.imagePath($0, .zoom) } ?? "", images, catalog)
  }

  static let fields: [OutputField<Self>] = [.init("url") { $0.url }, .init("items") { $0.items }]
}
