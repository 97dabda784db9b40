import Foundation

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let space = UInt8(ascii: " ")
private let quote = UInt8(ascii: "\"")
private let backslash = UInt8(ascii: "\\")

/// A catalogue as translators' tools write it: gettext's PO format
/// (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
struct POFile: Sendable {
  struct Entry: Sendable {
    var meaning: String?
    var sentence = ""
    var plural: String?
    var forms: [String] = []
    var isFuzzy = false
  }

  /// Every sentence with its forms; without the header and without obsolete ones.
  private(set) var entries: [Entry] = []
  /// What `Plural-Forms` in the header says.
  private(set) var rule: PluralRule?

  /// Reads a file. Throws `.unreadable` or `.malformed`.
  init(path: String) throws(CatalogueError) {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(validating: data, as: UTF8.self)
    else { throw .unreadable(path: path) }
    try self.init(text: text, path: path)
  }

  /// Reads the content of a file. Throws `.malformed`.
  init(text: String, path: String = "") throws(CatalogueError) {
    var reader = Reader(path: path)
    // By bytes, as every start of the program reads all catalogues.
    let lines = text.utf8.split(separator: newline, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      try reader.take(Substring(line.last == carriageReturn ? line.dropLast() : line), number: index + 1)
    }
    reader.finishEntry()
    entries = reader.entries
    if let line = reader.header.split(separator: "\n").first(where: { $0.hasPrefix("Plural-Forms:") }),
      let expression = line.split(separator: ";").first(where: { $0.contains("plural=") })
    {
      guard let start = expression.range(of: "plural=")?.upperBound,
        let own = PluralRule(String(expression[start...]))
      else { throw .malformed(path: path, line: 1, reason: "Plural-Forms can't be read.") }
      rule = own
    }
  }

  /// Puts lines together to entries.
  private struct Reader {
    let path: String
    var entries: [Entry] = []
    var header = ""
    private var entry = Entry()
    private var isBegun = false
    /// Where a continued string goes on.
    private var target: Target?

    enum Target { case meaning, sentence, plural, form(Int) }

    init(path: String) { self.path = path }

    mutating func take(_ line: Substring, number: Int) throws(CatalogueError) {
      if line.isEmpty { return finishEntry() }
      if line.utf8.first == UInt8(ascii: "#") {
        if isBegun { finishEntry() }
        if line.hasPrefix("#,"), line.contains("fuzzy") { entry.isFuzzy = true }
        // What is obsolete takes its marks with it.
        if line.hasPrefix("#~") { entry = Entry() }
        return
      }
      var rest = line
      if let keyword = Reader.keyword(line) {
        let (word, next) = keyword
        if isBegun, !entry.forms.isEmpty, next == "msgid" || next == "msgctxt" { finishEntry() }
        target = word
        rest = Substring(line.utf8.drop { $0 != quote })
        isBegun = true
        if case .form(let index) = word {
          guard index == entry.forms.count else {
            throw .malformed(path: path, line: number, reason: "the forms are out of order.")
          }
          entry.forms.append("")
        }
        if case .plural = word { entry.plural = "" }
        if case .meaning = word { entry.meaning = "" }
      }
      guard let piece = Reader.unquoted(rest), let target else {
        throw .malformed(path: path, line: number, reason: "this is not PO.")
      }
      append(piece, to: target)
    }

    private mutating func append(_ piece: String, to target: Target) {
      switch target {
      case .meaning: entry.meaning?.append(piece)
      case .sentence: entry.sentence += piece
      case .plural: entry.plural?.append(piece)
      case .form(let index): entry.forms[index] += piece
      }
    }

    mutating func finishEntry() {
      defer {
        if isBegun { entry = Entry() }
        isBegun = false
        target = nil
      }
      guard isBegun else { return }
      if entry.sentence.isEmpty {
        header = entry.forms.first ?? ""
      } else {
        entries.append(entry)
      }
    }

    private static func keyword(_ line: Substring) -> (Target, Substring)? {
      let word = Substring(line.utf8.prefix { $0 != space && $0 != quote })
      switch word {
      case "msgctxt": return (.meaning, word)
      case "msgid": return (.sentence, word)
      case "msgid_plural": return (.plural, word)
      case "msgstr": return (.form(0), word)
      default:
        guard word.hasPrefix("msgstr["), word.hasSuffix("]"),
          let index = Int(word.dropFirst(7).dropLast())
        else { return nil }
        return (.form(index), word)
      }
    }

    /// What stands between the quotes, with its escapes undone.
    private static func unquoted(_ text: Substring) -> String? {
      guard text.utf8.count >= 2, text.utf8.first == quote, text.utf8.last == quote else { return nil }
      let inner = Substring(text.utf8.dropFirst().dropLast())
      guard inner.utf8.contains(backslash) else { return String(inner) }
      var result = ""
      var isEscaped = false
      for character in inner.unicodeScalars {
        if isEscaped {
          switch character {
          case "n": result.unicodeScalars.append("\n")
          case "t": result.unicodeScalars.append("\t")
          default: result.unicodeScalars.append(character)
          }
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else {
          result.unicodeScalars.append(character)
        }
      }
      return isEscaped ? nil : result
    }
  }
}
