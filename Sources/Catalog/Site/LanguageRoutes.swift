import Kernel
import Web

/// The languages that the marketplace speaks.
package enum LanguageRoutes {
  /// The routes of languages.
  package static let routes: [Route] = [
    .api(
      .get, "/languages", "List the languages to choose from", tag: "Site", .anyone,
      answer: LanguagesView.self,
      cache: .catalogue
    ) { _ in LanguagesView() }
  ]
}

/// All languages as the API shows them.
struct LanguagesView: Output {
  static let schemaName = "Languages"

  static let fields: [OutputField<Self>] = [
    .init("items") { _ in Languages.all.map { LanguageView(language: $0) } }
  ]
}

/// A language as the API shows it.
struct LanguageView: Output {
  static let schemaName = "Language"

  let language: Language

  static let fields: [OutputField<Self>] = [
    .init("tag") { $0.language.tag },
    .init("name") { $0.language.name },
    .init("direction") { $0.language.direction.rawValue },
    .init("isStandard") { $0.language == Languages.standard },
  ]
}
