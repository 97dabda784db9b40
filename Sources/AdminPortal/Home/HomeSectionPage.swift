import Catalog
import Kernel
import Presentation
import Web

private let previewWidth = 480

/// One section of the home page, there or to be added.
struct HomeSectionPage {
  /// What can be added.
  enum Addition: String, CaseIterable {
    case banner, categories, products, pickedProducts, shops, text, promises, recentlyViewed, invitation

    var title: Words {
      switch self {
      case .products: "Products by a rule"
      case .pickedProducts: "Products picked by hand"
      default: content.kind.title
      }
    }

    /// What a new one shows.
    var content: HomeContent {
      switch self {
      case .banner: .banner(HomeBanner(heading: LocalText()))
      case .categories: .categories(HomeCategories())
      case .products: .products(HomeCollection(rule: HomeRule()))
      case .pickedProducts: .products(HomeCollection())
      case .shops: .shops(HomeShops())
      case .text: .text(HomeText(text: LocalText()))
      case .promises: .promises
      case .recentlyViewed: .recentlyViewed
      case .invitation: .invitation
      }
    }
  }

  let frame: AdminFrame
  /// Whether it is there already.
  let isNew: Bool
  let section: HomeSection
  let form: FormState
  let tree: CategoryTree
  let zone: Zone
  let picture: Picture?
  /// What was picked by hand; `nil` where nothing can be.
  let picks: HomePicks?
}

extension AdminPortal {
  /// A section of the kind that the query or the form names, with what was typed and `refused`.
  func newHomeSection(_ request: Request, _ refused: FormState?) async throws -> HomeSectionPage {
    let addition = try homeAddition(request)
    return try await page(HomeSection(addition.content), isNew: true, request, refused)
  }

  /// A section with what is stored of it, or with what was typed and `refused`.
  func homeSection(_ request: Request, _ refused: FormState?) async throws -> HomeSectionPage {
    let id = try homeSectionID(request)
    guard let section = try await catalog.home().section(id) else { throw Problem(.notFound) }
    return try await page(section, isNew: false, request, refused)
  }

  func addHomeSection(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let draft = HomeSection(try homeAddition(request).content)
      let form = HomeSectionForm(request.formValues, draft, timeZone, picture: try await homePicture(request))
      let state = try await catalog.addHomeSection(try form.input(isNew: true))
      // What is picked by hand is picked next.
      guard let added = state.draft.list.last, added.content.picks != nil else {
        return .redirect(to: AdminPaths.home, flash: .success("The section is there, at the end."))
      }
      return .redirect(
        to: AdminPaths.homeSection(added.id), flash: .success("The section is there. Pick what it shows."))
    } again: { form, _ in
      try await newHomeSection(request, form).html(request)
    }
  }

  func editHomeSection(_ request: Request) async throws -> Response {
    let id = try homeSectionID(request)
    return try await RefusedForm.answer(request) {
      let picture = try await homePicture(request)
      let (language, zone) = (Language.current, timeZone)
      let merge = request.edit(over: { (present: HomeSection) in FormState(present, zone) }) { $0 }
      _ = try await catalog.editHomeSection(id) { present in
        let fields = try merge(present)
        // The transaction's thread knows no reader.
        return try Language.$current.withValue(language) {
          try HomeSectionForm(fields, present, zone, picture: picture).input(isNew: false)
        }
      }
      return .redirect(to: AdminPaths.home, flash: .success("Saved in the draft."))
    } again: { form, _ in
      try await homeSection(request, form).html(request)
    }
  }

  private func page(
    _ section: HomeSection, isNew: Bool, _ request: Request, _ refused: FormState?
  ) async throws -> HomeSectionPage {
    let stored = FormState(section, timeZone)
    return HomeSectionPage(
      frame: try await frame(request), isNew: isNew, section: section, form: refused ?? stored,
      tree: try await catalog.categories(), zone: timeZone, picture: preview(section),
      picks: isNew ? nil : try await homePicks(section, request))
  }

  private func preview(_ section: HomeSection) -> Picture? {
    guard case .banner(let banner) = section.content, let picture = banner.picture else { return nil }
    return catalog.preview(
      picture.key, width: previewWidth, height: previewWidth * picture.height / max(1, picture.width))
  }

  private func homeAddition(_ request: Request) throws -> HomeSectionPage.Addition {
    let named = request.formValues["addition"] ?? request.query["kind"]
    guard let name = named else { return .text }
    guard let addition = HomeSectionPage.Addition(rawValue: name) else { throw Problem(.notFound) }
    return addition
  }

  /// The key of a picture that came with the form; `nil` for none.
  private func homePicture(_ request: Request) async throws -> String? {
    guard request.contentType == "multipart/form-data",
      let upload = try request.uploads("picture").first, !upload.isEmpty
    else { return nil }
    return try await catalog.addHomePicture(try upload.bytes).key
  }
}
