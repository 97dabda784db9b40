import Catalog
import Kernel
import Presentation
import Vendors
import Web

enum SettingsPageRoutes {
  private static let path = "/sell/{shop}/settings"

  static func routes(_ portal: SellerPortal) -> [Route] {
    shopRoutes(portal) + otherRoutes(portal)
  }

  private static func shopRoutes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, path, .shop(.settings)) { request in
        .html(try await portal.settingsPage(request, nil).html(request))
      },
      .page(.post, path, .shop(.settings)) { request in try await portal.editShop(request) },
      .page(.get, "\(path)/pictures", .shop(.settings)) { request in
        .html(try await portal.shopPicturesPage(request, nil).html(request))
      },
      .page(.post, "\(path)/pictures/{picture}", .shop(.settings), limit: .upload) { request in
        try await portal.setShopPicture(request)
      },
      .page(.post, "\(path)/pictures/{picture}/remove", .shop(.settings)) { request in
        try await portal.vendors.removePicture(portal.shopPicture(request), of: request.requireShop())
        return .redirect(
          to: "\(try await portal.path(request, .settings))/pictures",
          flash: .success("The picture is removed."))
      },
      .page(.get, "\(path)/delivery", .shop(.settings)) { request in
        .html(try await portal.deliveryPage(request).html(request))
      },
      .page(.post, "\(path)/delivery", .shop(.settings)) { request in try await portal.editDelivery(request)
      },
      .page(.post, "\(path)/close", .shop(.ownership)) { request in try await portal.closeShop(request) },
    ]
  }

  private static func otherRoutes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "\(path)/contact", .shop(.settings)) { request in
        .html(try await portal.contactPage(request).html(request))
      },
      .page(.post, "\(path)/contact", .shop(.settings)) { request in try await portal.editContact(request) },
      .page(.get, "\(path)/mails", .shop(.settings)) { request in
        .html(try await portal.mailsPage(request).html(request))
      },
      .page(.post, "\(path)/mails", .shop(.settings)) { request in try await portal.editMails(request) },
      .page(.get, "\(path)/domain", .shop(.settings)) { request in
        .html(try await portal.domainPage(request).html(request))
      },
      .page(.post, "\(path)/domain", .shop(.settings)) { request in try await portal.claimDomain(request) },
      .page(.post, "\(path)/domain/verify", .shop(.settings)) { request in
        try await portal.verifyDomain(request)
      },
      .page(.post, "\(path)/domain/remove", .shop(.settings)) { request in
        try await portal.removeDomain(request)
      },
    ]
  }
}

/// How the shop presents itself and its rules.
struct SettingsPage {
  let frame: SellerFrame
  let form: FormState
  /// For how many days a closed shop can be restored.
  let restoreDays: Int
}

/// The pictures of the shop.
struct ShopPicturesPage {
  let frame: SellerFrame
  let avatar: Picture?
  let banner: Picture?
  /// Which upload was refused, and why.
  let refusal: (picture: ShopPicture, problem: Problem)?
}

private let avatarPixels = 160
private let bannerWidthPixels = 480
private let bannerHeightPixels = 120

extension SellerPortal {
  func settingsPage(_ request: Request, _ problem: Problem?) async throws -> SettingsPage {
    let frame = try await frame(request)
    let form = problem.map { FormState(request.formValues, problem: $0) } ?? FormState(frame.shop)
    return SettingsPage(
      frame: frame, form: form, restoreDays: Int(vendors.settings.restoreDays))
  }

  func editShop(_ request: Request) async throws -> Response {
    do {
      let needed: [(name: String, message: Words)] = [
        ("name", "Give the shop a name."), ("description", "Say what the shop sells."),
      ]
      for (name, message) in needed where (request.formValues[name] ?? "").trimmed.isEmpty {
        throw Problem.invalid(name, "required", message)
      }
      let shop = try await vendors.editShop(request.requireShop(), request.form(EditShopInput.self))
      catalog.generation.advance()
      return .redirect(to: "/sell/\(shop.slug)/settings", flash: .success("The settings are saved."))
    } catch let problem as Problem where problem.kind != .notFound {
      return .html(try await settingsPage(request, problem).html(request), status: problem.pageStatus)
    }
  }

  func shopPicturesPage(
    _ request: Request, _ refusal: (picture: ShopPicture, problem: Problem)?
  ) async throws -> ShopPicturesPage {
    let frame = try await frame(request)
    return ShopPicturesPage(
      frame: frame,
      avatar: frame.shop.avatarKey.map { catalog.preview($0, width: avatarPixels, height: avatarPixels) },
      banner: frame.shop.bannerKey.map {
        catalog.preview($0, width: bannerWidthPixels, height: bannerHeightPixels)
      }, refusal: refusal)
  }

  func shopPicture(_ request: Request) throws -> ShopPicture {
    guard let picture = ShopPicture(rawValue: try request.parameter("picture")) else {
      throw Problem(.notFound)
    }
    return picture
  }

  func setShopPicture(_ request: Request) async throws -> Response {
    let picture = try shopPicture(request)
    do {
      guard let upload = try request.uploads("file").first, !upload.isEmpty else {
        throw Problem.invalid("file", "required", "Choose a picture.")
      }
      _ = try await vendors.replacePicture(picture, of: request.requireShop(), with: upload.bytes)
      return .redirect(
        to: "\(try await path(request, .settings))/pictures",
        flash: .success("Customers see the new picture."))
    } catch let problem as Problem where problem.kind != .notFound {
      let page = try await shopPicturesPage(request, (picture, problem))
      return .html(page.html(request), status: problem.pageStatus)
    }
  }

  func closeShop(_ request: Request) async throws -> Response {
    let shop = try await vendors.shop(request.requireShop())
    let settings = "/sell/\(shop.slug)/settings"
    guard request.formValues["confirm"]?.trimmed == shop.name else {
      return .redirect(to: settings, flash: .error("The shop is as it was: type its name to close it."))
    }
    do {
      try await vendors.closeShop(shop.id)
      let days = Int(vendors.settings.restoreDays)
      let message: Words = """
        \(shop.name) is closed. You can restore it here for \(count: days, one: "# day", other: "# days").
        """
      return .redirect(to: "/sell", flash: .success(message))
    } catch let problem as Problem where problem.kind == .notAllowedNow {
      return .redirect(to: settings, flash: .error(problem.detail))
    }
  }
}

extension FormState {
  /// The fields of a shop's settings.
  init(_ shop: Shop) {
    self.init(values: [
      "name": shop.name, "description": shop.description, "slug": shop.slug, "country": shop.country,
      "shippingPolicy": shop.shippingPolicy, "returnPolicy": shop.returnPolicy,
      "lowStockThreshold": String(shop.lowStockThreshold), "privacyPolicy": shop.profile.privacyPolicy,
      "terms": shop.profile.terms,
    ])
  }
}
