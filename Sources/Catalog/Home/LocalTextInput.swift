import Kernel
import Web

/// A text with its translations as it is asked for.
struct LocalTextInput: Input {
  let text: String
  let translations: [String: String]

  init(from input: inout InputReader) throws {
    text = input.optional("text", .text(0...LocalText.longestAllowed, multiline: true)) ?? ""
    translations = input.map("translations", .text(0...LocalText.longestAllowed, multiline: true)).filter {
      !$1.isEmpty
    }
    for tag in translations.keys where !Languages.all.contains(where: { $0.tag == tag }) {
      input.reject("translations", "There is no language “\(tag)” here.", code: "not_a_choice")
    }
  }
}

extension InputReader {
  /// A text with its translations, each of so many characters at most; absent reads as empty.
  mutating func localText(_ name: String, _ maximum: Int, multiline: Bool = false) -> LocalText {
    guard let read = optionalObject(name, LocalTextInput.self) else { return LocalText() }
    func line(_ text: String) -> String {
      multiline ? text : text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
    let text = LocalText(line(read.text), translations: read.translations.mapValues(line))
    if text.longest > maximum {
      reject("\(name).text", "This may have at most \(maximum) characters.", code: "too_long")
    }
    return text
  }
}

extension LocalText {
  /// Characters that any text of the page may have.
  static let longestAllowed = 5000
}
