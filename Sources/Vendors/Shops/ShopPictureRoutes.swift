import Kernel
import Web

/// The pictures of a shop: one to set, one to remove each.
enum ShopPictureRoutes {
  private static let tag = "Shops"
  /// One picture, and the wrapping of a form.
  private static let maximumUploadBytes = 20 * 1024 * 1024 + 64 * 1024

  static func routes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .put, "/shops/{shop}/avatar", "Set the shop's avatar: a picture as the body, or a file in a form",
        tag: tag, .shop(.settings), answer: ShopOutput.self, limit: .upload,
        maximumBodyBytes: maximumUploadBytes, bodyKind: [.image, .multipart], problems: [.imageUnreadable]
      ) { request in try await replace(.avatar, request, vendors) },
      .api(
        .delete, "/shops/{shop}/avatar", "Remove the shop's avatar", tag: tag, .shop(.settings),
        answer: NoContent.self
      ) { request in try await remove(.avatar, request, vendors) },
      .api(
        .put, "/shops/{shop}/banner", "Set the shop's banner: a picture as the body, or a file in a form",
        tag: tag, .shop(.settings), answer: ShopOutput.self, limit: .upload,
        maximumBodyBytes: maximumUploadBytes, bodyKind: [.image, .multipart], problems: [.imageUnreadable]
      ) { request in try await replace(.banner, request, vendors) },
      .api(
        .delete, "/shops/{shop}/banner", "Remove the shop's banner", tag: tag, .shop(.settings),
        answer: NoContent.self
      ) { request in try await remove(.banner, request, vendors) },
    ]
  }

  private static func replace(
    _ picture: ShopPicture, _ request: Request, _ vendors: Vendors
  ) async throws -> ShopOutput {
    let shop = try await vendors.replacePicture(picture, of: request.requireShop(), with: uploaded(request))
    return ShopOutput(shop, isManaged: true)
  }

  private static func remove(
    _ picture: ShopPicture, _ request: Request, _ vendors: Vendors
  ) async throws -> NoContent {
    try await vendors.removePicture(picture, of: request.requireShop())
    return NoContent()
  }

  /// The body, or the first file of the form under any name.
  private static func uploaded(_ request: Request) throws -> [UInt8] {
    guard request.contentType == "multipart/form-data" else { return try request.body }
    return try request.multipart().files.first { !$0.upload.isEmpty }?.upload.bytes ?? []
  }
}
