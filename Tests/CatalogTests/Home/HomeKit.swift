import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

extension CatalogKit {
  /// The draft over the API.
  func homeDraft() async -> JSONValue { await admin.send(.get, "/admin/home/draft").json }

  /// What customers see over the API.
  func publishedHome() async -> JSONValue { await admin.send(.get, "/admin/home/published").json }

  /// Makes these the sections of the draft.
  func putHome(_ sections: [String]) async -> TestAnswer {
    await admin.send(.put, "/admin/home/draft", "{\"sections\": [\(sections.joined(separator: ", "))]}")
  }

  /// Publishes the draft of this version.
  func publishHome(_ version: Int64?) async -> TestAnswer {
    await admin.send(.post, "/admin/home/publish", "{\"version\": \(version ?? -1)}")
  }
}

extension JSONValue {
  /// The kinds of a page's sections in their order.
  var kinds: [String] { at("sections").list.compactMap { $0.at("kind").text } }
}

/// Sections as the API takes them.
enum HomeSamples {
  static func banner(_ heading: String, link: String = "/products", more: String = "") -> String {
    #"{"kind": "banner", "banner": {"heading": {"text": "\#(heading)"}, "link": "\#(link)"\#(more)}}"#
  }

  static func picked(_ products: [String], more: String = "") -> String {
    let list = products.map { "\"\($0)\"" }.joined(separator: ", ")
    return #"{"kind": "products", "products": {"products": [\#(list)]\#(more)}}"#
  }

  static func text(_ text: String, more: String = "") -> String {
    #"{"kind": "text", "text": {"text": {"text": "\#(text)"}}\#(more)}"#
  }
}
