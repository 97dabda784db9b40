import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// The pictures of the shop.
struct ShopPicturesPage {
  let frame: SellerFrame
  let avatar: Picture?
  let banner: Picture?
  /// The upload that was refused, if one was.
  let refused: (picture: ShopPicture, form: FormState)?
}

private let avatarPixels = 160
private let bannerWidthPixels = 480
private let bannerHeightPixels = 120

extension SellerPortal {
  func shopPicturesPage(
    _ request: Request, refused: (picture: ShopPicture, form: FormState)?
  ) async throws -> ShopPicturesPage {
    let frame = try await frame(request)
    return ShopPicturesPage(
      frame: frame,
      avatar: frame.shop.avatarKey.map { catalog.preview($0, width: avatarPixels, height: avatarPixels) },
      banner: frame.shop.bannerKey.map {
        catalog.preview($0, width: bannerWidthPixels, height: bannerHeightPixels)
      }, refused: refused)
  }

  func setShopPicture(_ request: Request) async throws -> Response {
    let picture = try shopPicture(request)
    return try await RefusedForm.answer(request, form: picture.rawValue) {
      guard let upload = try request.uploads("file").first, !upload.isEmpty else {
        throw Problem.invalid("file", "required", "Choose a picture.")
      }
      _ = try await vendors.replacePicture(picture, of: request.requireShop(), with: upload.bytes)
      return .redirect(
        to: try await paths(request).shopPictures, flash: .success("Customers see the new picture."))
    } again: { form, _ in
      try await shopPicturesPage(request, refused: (picture, form)).html(request)
    }
  }

  func removeShopPicture(_ request: Request) async throws -> Response {
    try await vendors.removePicture(shopPicture(request), of: request.requireShop())
    return .redirect(to: try await paths(request).shopPictures, flash: .success("The picture is removed."))
  }

  private func shopPicture(_ request: Request) throws -> ShopPicture {
    guard let picture = ShopPicture(rawValue: try request.parameter("picture")) else {
      throw Problem(.notFound)
    }
    return picture
  }
}
