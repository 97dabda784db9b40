import Kernel
import Web

/// Pictures of products, and the files themselves.
package enum MediaRoutes {
  private static let tag = "Product pictures"
  /// One picture and the wrapping of a form, or several small ones.
  private static let maximumUploadBytes = Catalog.maximumImageBytes + 64 * 1024

  /// The routes of pictures.
  package static func routes(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/products/{product}/images", "List a product's pictures", tag: tag,
        .shop(.products), answer: ImageListOutput.self, problems: [.notFound]
      ) { request in
        let product = try await catalog.product(request.parameter("product"), of: request.requireShop())
        return ImageListOutput(product.images, catalog)
      },
      .api(
        .post, "/shops/{shop}/products/{product}/images",
        "Add pictures: one as the body, or several in a form under `images`", tag: tag, .shop(.products),
        answer: ImageListOutput.self, status: .created, idempotent: true, limit: .upload,
        maximumBodyBytes: maximumUploadBytes,
        bodyKind: [.image, .multipart], problems: [.notFound, .imageUnreadable]
      ) { request in
        let (uploads, alt) = try pictures(request)
        return try await request.answer(with: { ImageListOutput($0, catalog) }) {
          try await catalog.addImages(
            uploads, alt: alt, to: request.parameter("product"), of: request.requireShop())
        }
      },
      .api(
        .patch, "/shops/{shop}/products/{product}/images/{image}", "Describe a picture, or move it", tag: tag,
        .shop(.products), body: ImageChangesInput.self, answer: ImageListOutput.self,
        problems: [.notFound, .preconditionFailed]
      ) { request, body in
        let images = try await catalog.editImage(
          request.id("image", as: ImageID.self), of: request.parameter("product"),
          in: request.requireShop(), request.edit(body, ifMatches: { ImageListOutput($0, catalog) }))
        return ImageListOutput(images, catalog)
      },
      .api(
        .delete, "/shops/{shop}/products/{product}/images/{image}", "Delete a picture", tag: tag,
        .shop(.products), answer: NoContent.self, problems: [.notFound]
      ) { request in
        try await catalog.deleteImage(
          request.id("image", as: ImageID.self), of: request.parameter("product"), in: request.requireShop())
        return NoContent()
      },
      .page(.get, "/media/{key*}", .anyone) { request in try await file(request, catalog) },
    ]
  }

  /// The pictures of a request: its body, or the files of its form under any name.
  static func pictures(_ request: Request) throws -> (uploads: [Upload], alt: String) {
    let rule = ProductRules.imageText
    guard request.contentType == "multipart/form-data" else {
      let alt = try request.query["alt"].map { try described($0, rule) } ?? ""
      return ([Upload(filename: "", contentType: request.contentType, content: request.content)], alt)
    }
    let form = try request.multipart()
    let files = form.files.map(\.upload).filter { !$0.isEmpty }
    return (files, try form.fields["alt"].map { try described($0, rule) } ?? "")
  }

  private static func described(_ text: String, _ rule: Rule<String>) throws -> String {
    do {
      return try rule.parse(.text(text))
    } catch let failure as InputFailure {
      throw Problem.invalid("alt", failure.code, failure.message)
    }
  }

  /// A stored file. Its address holds a hash of its content, so it can be kept for ever.
  private static func file(_ request: Request, _ catalog: Catalog) async throws -> Response {
    guard let object = try await catalog.objects.get(request.parameter("key")) else {
      throw Problem(.notFound)
    }
    return Response.bytes(object.bytes, contentType: object.contentType).inParts().immutable()
  }
}

/// A product's pictures in their order.
struct ImageListOutput: Output {
  let items: [ProductImageOutput]

  init(_ images: [ProductImage], _ catalog: Catalog) {
    items = images.compactMap { ProductImageOutput($0, catalog) }
  }

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
