import Kernel
import Web

/// The draft as the API shows it.
struct HomeDraftOutput: Output {
  let state: HomeState

  init(_ state: HomeState) { self.state = state }

  static let fields: [OutputField<Self>] = [
    .init("version") { $0.state.version },
    .init("isPublished") { $0.state.isPublished },
    .init("sections") { $0.state.draft.list.map { HomeSectionOutput(section: $0) } },
  ]
}

/// What customers see as the API shows it; `version` counts the publications.
struct HomePublicationOutput: Output {
  let state: HomeState

  static let fields: [OutputField<Self>] = [
    .init("version") { $0.state.publication },
    .init("publishedAt") { $0.state.publishedAt },
    .init("canBeReverted") { $0.state.former != nil },
    .init("sections") { $0.state.published.list.map { HomeSectionOutput(section: $0) } },
  ]
}

/// A section as the API shows it, which is how it takes it.
struct HomeSectionOutput: Output {
  let section: HomeSection

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.section.id },
    .init("kind") { $0.section.content.kind.rawValue },
    .init("visibleFrom") { $0.section.visibleFrom },
    .init("visibleUntil") { $0.section.visibleUntil },
    .init("banner") { output -> HomeBannerOutput? in
      if case .banner(let banner) = output.section.content { HomeBannerOutput(banner: banner) } else { nil }
    },
    .init("categories") { output -> HomeCategoriesOutput? in
      guard case .categories(let categories) = output.section.content else { return nil }
      return HomeCategoriesOutput(categories: categories)
    },
    .init("products") { output -> HomeCollectionOutput? in
      guard case .products(let collection) = output.section.content else { return nil }
      return HomeCollectionOutput(collection: collection)
    },
    .init("shops") { output -> HomeShopsOutput? in
      if case .shops(let shops) = output.section.content { HomeShopsOutput(shops: shops) } else { nil }
    },
    .init("text") { output -> HomeTextOutput? in
      if case .text(let text) = output.section.content { HomeTextOutput(text: text) } else { nil }
    },
  ]
}

/// A text with its translations.
struct LocalTextOutput: Output {
  let text: LocalText

  static let fields: [OutputField<Self>] = [
    .init("text") { $0.text.text },
    .init("translations") { $0.text.translations },
  ]
}

/// A banner.
struct HomeBannerOutput: Output {
  let banner: HomeBanner

  static let fields: [OutputField<Self>] = [
    .init("heading") { LocalTextOutput(text: $0.banner.heading) },
    .init("text") { LocalTextOutput(text: $0.banner.text) },
    .init("button") { LocalTextOutput(text: $0.banner.button) },
    .init("link") { $0.banner.link },
    .init("picture") { $0.banner.picture?.key },
  ]
}

/// Tiles of categories.
struct HomeCategoriesOutput: Output {
  let categories: HomeCategories

  static let fields: [OutputField<Self>] = [
    .init("title") { LocalTextOutput(text: $0.categories.title) },
    .init("chosen") { $0.categories.chosen },
    .init("count") { $0.categories.count },
  ]
}

/// A row of products.
struct HomeCollectionOutput: Output {
  let collection: HomeCollection

  static let fields: [OutputField<Self>] = [
    .init("title") { LocalTextOutput(text: $0.collection.title) },
    .init("rule") { $0.collection.rule.map { HomeRuleOutput(rule: $0) } },
    .init("products") { $0.collection.products },
    .init("inStockOnly") { $0.collection.inStockOnly },
    .init("count") { $0.collection.count },
    .init("minimum") { $0.collection.minimum },
  ]
}

/// What picks products.
struct HomeRuleOutput: Output {
  let rule: HomeRule

  static let fields: [OutputField<Self>] = [
    .init("category") { $0.rule.category },
    .init("tags") { $0.rule.tags },
    .init("brands") { $0.rule.brands },
    .init("currency") { $0.rule.currency },
    .init("minimumPrice") { $0.rule.minimumPrice },
    .init("maximumPrice") { $0.rule.maximumPrice },
    .init("sort") { $0.rule.sort.rawValue },
    .init("reducedOnly") { $0.rule.reducedOnly },
  ]
}

/// A row of shops.
struct HomeShopsOutput: Output {
  let shops: HomeShops

  static let fields: [OutputField<Self>] = [
    .init("title") { LocalTextOutput(text: $0.shops.title) },
    .init("choice") { $0.shops.choice.rawValue },
    .init("shops") { $0.shops.shops },
    .init("count") { $0.shops.count },
  ]
}

/// Free text.
struct HomeTextOutput: Output {
  let text: HomeText

  static let fields: [OutputField<Self>] = [
    .init("title") { LocalTextOutput(text: $0.text.title) },
    .init("text") { LocalTextOutput(text: $0.text.text) },
  ]
}

/// An uploaded picture; sections name it by its `key`.
struct HomePictureOutput: Output {
  let picture: HomePicture
  let image: String

  init(_ picture: HomePicture, _ catalog: Catalog) {
    self.picture = picture
    image = catalog.imagePath(picture.key, .zoom)
  }

  static let fields: [OutputField<Self>] = [
    .init("key") { $0.picture.key },
    .init("image") { $0.image },
    .init("width") { $0.picture.width },
    .init("height") { $0.picture.height },
  ]
}
