/// What search engines and previews show of a product's page, where that is not its title and its description.
package struct PageText: Hashable, Sendable {
  /// Stands for the title; `nil` for none of its own.
  package var title: String?
  /// Stands for the beginning of the description, on one line; `nil` for none of its own.
  package var description: String?

  /// Nothing of its own, or these texts.
  package init(title: String? = nil, description: String? = nil) {
    self.title = title
    self.description = description.map(PageText.line)
  }

  /// The words of a text on one line, as previews show them.
  static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
