import Kernel
import Web

/// The pictures of a shop: one to set, one to remove each.
enum ShopPictureRoutes {
  private static let tag = "Shops"
  /// One picture, and the wrapping of a form.
  private static let maximumUploadBytes = 20 * 1024 * 1024 + 64 * 1024

  static func routes(_ picture: ShopPicture, _ vendors: Vendors) -> [Route] {
    let path = "/shops/{shop}/\(picture.rawValue)"
    return [
      .api(
        .put, path, "Set the shop's \(picture.rawValue): a picture as the body, or a file in a form",
        tag: tag,
        .shop(.settings), answer: ShopView.self, limit: .upload, maximumBodyBytes: maximumUploadBytes,
        bodyKind: [.image, .multipart], problems: [.imageUnreadable]
      ) { request in
        let shop = try await vendors.replacePicture(
          picture, of: request.requireShop(), with: uploaded(request))
        return ShopView(shop, isManaged: true)
      },
      .api(
        .delete, path, "Remove the shop's \(picture.rawValue)", tag: tag, .shop(.settings),
        answer: NoContent.self
      ) { request in
        try await vendors.removePicture(picture, of: request.requireShop())
        return NoContent()
      },
    ]
  }

  /// The body, or the first file of the form under any name.
  private static func uploaded(_ request: Request) throws -> [UInt8] {
    guard request.contentType == "multipart/form-data" else { return try request.body }
    return try request.multipart().files.first { !$0.upload.isEmpty }?.upload.bytes ?? []
  }
}
