import Foundation
import Kernel

/// Passwords that are tried first by whoever guesses, from a list of one a line.
package struct CommonPasswords: Sendable {
  /// The list of Debian's `ncrack`: the most used passwords of several leaks.
  package static let standardPath = "/usr/share/ncrack/top50000.pwd"
  /// No list: nothing is common.
  package static let none = CommonPasswords(words: [])

  private static let maximumBytes = 64 * 1024 * 1024
  private static let commentPrefix = "#!comment:"
  /// So many digits and signs before and behind a word don't make it another.
  private static let maximumDecoration = 4

  private let list: Lazily<Set<String>>
  private var words: Set<String> { list.value }

  /// How many there are.
  package var count: Int { words.count }

  /// The list in a file, which is taken apart with the first question; `nil` when it can't be read or is longer than
  /// such lists are.
  package init?(path: String) {
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
      size <= Self.maximumBytes, let bytes = FileManager.default.contents(atPath: path)
    else { return nil }
    list = Lazily {
      let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      return Set(lines.lazy.filter { !$0.hasPrefix(Self.commentPrefix) }.map { Self.plain(String($0)) })
    }
  }

  /// The list of these.
  package init(words: some Sequence<String>) {
    let words = Set(words.map(Self.plain))
    list = Lazily { words }
  }

  /// Whether a password is on the list, whatever its case, or with a few digits and signs around it.
  package func contains(_ password: String) -> Bool {
    words.contains(Self.plain(password)) || Self.core(of: password).map(words.contains) ?? false
  }

  /// Whether a password is one of these words, as somebody's name, in the same ways.
  package static func isAny(_ password: String, of words: [String]) -> Bool {
    CommonPasswords(words: words.filter { !$0.isEmpty }).contains(password)
  }

  /// The word in `!Password12`; `nil` when there is more around it than that.
  private static func core(of password: String) -> String? {
    let plain = plain(password)
    guard let first = plain.firstIndex(where: \.isLetter), let last = plain.lastIndex(where: \.isLetter)
    else { return nil }
    let core = plain[first...last]
    return plain.count - core.count <= maximumDecoration ? String(core) : nil
  }

  private static func plain(_ text: String) -> String {
    let isASCII = text.unicodeScalars.count == text.utf8.count
    return isASCII ? text.lowercased() : text.precomposedStringWithCanonicalMapping.lowercased()
  }
}
