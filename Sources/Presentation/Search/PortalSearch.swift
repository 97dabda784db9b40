import Kernel
import Web

private let shownOfEach = 5
private let longestText = 100

/// One search over everything in a portal that its viewer may see: a few of each kind.
package struct PortalSearch: Sendable {
  /// What is looked for; empty for nothing yet.
  package let text: String

  /// What the request asks for.
  package init(_ request: Request) {
    text = String((request.query.typed("q") ?? "").prefix(longestText))
  }

  /// The first of each kind.
  package var page: PageRequest { PageRequest(limit: shownOfEach) }

  /// What `look` finds; `nil` before something is looked for, and of what the viewer may not see.
  package func found<T: Sendable>(
    _ isOpen: Bool, _ look: (PageRequest) async throws -> T
  ) async throws -> T? {
    !text.isEmpty && isOpen ? try await look(page) : nil
  }

  /// The page's title.
  package var title: Words { text.isEmpty ? "Search" : "Results for “\(text)”" }

  /// What was found of one kind, with the way to the list at `path` that shows all of it, where there is more; `nil` for
  /// nothing.
  package func group<T>(
    _ items: [T]?, _ title: Words, more path: String?, _ table: ([T]) -> HTML
  ) -> HTML? {
    guard let items, !items.isEmpty else { return nil }
    let all = path.map { Button.link("See all", to: ListAddress.make($0, [("q", text)]), size: .small) }
    return Card.section(title, aside: all, table(items))
  }

  /// The same of a page of a list at `path`.
  package func group<T>(_ page: Page<T>?, _ title: Words, at path: String, _ table: ([T]) -> HTML) -> HTML? {
    group(page?.items, title, more: page?.nextCursor == nil ? nil : path, table)
  }

  /// All kinds, or what to do when there is nothing of any.
  package func show(_ groups: [HTML?]) -> HTML {
    let found = groups.compactMap { $0 }
    return found.isEmpty ? nothing : "\(found)"
  }

  private var nothing: HTML {
    text.isEmpty
      ? Notice.empty(
        .search, "What are you looking for?", "Type a number, a name, an e-mail address or a title above.")
      : Notice.empty(
        .search, "Nothing for “\(text)”",
        "Try fewer letters. People are found by how a name or an e-mail address begins.")
  }
}
