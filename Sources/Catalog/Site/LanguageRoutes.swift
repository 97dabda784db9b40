import Kernel
import Web

/// The languages that the marketplace speaks.
package enum LanguageRoutes {
  /// The routes of languages.
  package static let routes: [Route] = [
    .api(
      .get, "/languages", "List the languages to choose from", tag: "Site", .anyone,
      answer: LanguagesOutput.self,
      cache: .catalogue, keeping: { _ in [] }
    ) { _ in LanguagesOutput() }
  ]
}

/// All languages as the API shows them.
struct LanguagesOutput: Output {
  static let fields: [OutputField<Self>] = [
    .init("items") { _ in Languages.all.map { LanguageOutput(language: $0) } }
  ]
}

/// A language as the API shows it.
struct LanguageOutput: Output {
  let language: Language

  static let fields: [OutputField<Self>] = [
    .init("tag") { $0.language.tag },
    .init("name") { $0.language.name },
    .init("direction") { $0.language.direction.rawValue },
    .init("isStandard") { $0.language == Languages.standard },
  ]
}
