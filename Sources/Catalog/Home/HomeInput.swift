import Kernel
import Web

private let maximumHeading = 120
private let maximumLine = 300
private let maximumButton = 40

/// All sections of a draft in their order.
package struct HomeDraftInput: Input {
  let sections: [HomeSectionInput]

  package init(from input: inout InputReader) throws {
    let read = input.optionalObjects("sections", HomeSectionInput.self, max: HomeLimits.sections)
    sections = read ?? []
    if read == nil, !input.isRejected("sections") {
      input.reject("sections", "Say which sections there are, if need be none.", code: "required")
    }
  }
}

/// A section as it is asked for.
package struct HomeSectionInput: Input {
  /// Of a section that is there already; `nil` for a new one.
  let id: HomeSectionID?
  let content: HomeContentInput
  let visibleFrom: Timestamp?
  let visibleUntil: Timestamp?

  package init(from input: inout InputReader) throws {
    id = input.optional("id", .id(HomeSectionEntity.self))
    visibleFrom = input.optional("visibleFrom", .timestamp)
    visibleUntil = input.optional("visibleUntil", .timestamp)
    if let visibleFrom, let visibleUntil, visibleUntil <= visibleFrom {
      input.reject("visibleUntil", "This must be later than the beginning.", code: "out_of_range")
    }
    let kind = input.required("kind", .choice(HomeSection.Kind.self))
    content = HomeContentInput(
      kind: kind, banner: input.optionalObject("banner", HomeBannerInput.self),
      categories: input.optionalObject("categories", HomeCategoriesInput.self),
      products: input.optionalObject("products", HomeCollectionInput.self),
      shops: input.optionalObject("shops", HomeShopsInput.self),
      text: input.optionalObject("text", HomeTextInput.self))
    if input.isRejected("kind") { return }
    if content.lacksPart, !input.isRejected(kind.rawValue) {
      input.reject(kind.rawValue, "Say what this section shows.", code: "required")
    }
    for part in content.strangeParts {
      input.reject(part.rawValue, "A section of this kind has nothing of this.", code: "unexpected")
    }
  }
}

/// What a section is asked to show, by its kind.
struct HomeContentInput: Sendable {
  let kind: HomeSection.Kind
  let banner: HomeBannerInput?
  let categories: HomeCategoriesInput?
  let products: HomeCollectionInput?
  let shops: HomeShopsInput?
  let text: HomeTextInput?

  /// Kinds that have a part, and whether it was said.
  private var parts: [(kind: HomeSection.Kind, isThere: Bool)] {
    [
      (.banner, banner != nil), (.categories, categories != nil), (.products, products != nil),
      (.shops, shops != nil), (.text, text != nil),
    ]
  }

  var lacksPart: Bool { parts.contains { $0.kind == kind && !$0.isThere } }

  /// Parts of other kinds.
  var strangeParts: [HomeSection.Kind] { parts.filter { $0.kind != kind && $0.isThere }.map(\.kind) }
}

/// A banner as it is asked for.
struct HomeBannerInput: Input {
  let heading: LocalText
  let text: LocalText
  let button: LocalText
  let link: String
  /// The key of an uploaded picture.
  let picture: String?

  init(from input: inout InputReader) throws {
    heading = input.localText("heading", maximumHeading)
    text = input.localText("text", maximumLine)
    button = input.localText("button", maximumButton)
    link = input.optional("link", HomeBannerInput.ownPath) ?? ""
    picture = input.optional("picture", .text(1...200))
  }

  /// A path of this site.
  static let ownPath = Rule<String>(
    schema: .object(["type": "string", "maxLength": 500, "pattern": "^/"]), placeholder: "/"
  ) { value in
    let text = try Rule<String>.text(0...500).parse(value)
    guard text.isEmpty || SafePath.isOwn(text) else {
      throw InputFailure("invalid", "Write a path of this site, as /categories/garden.")
    }
    return text
  }
}
