extension Words {
  /// The text in the language of who reads now.
  package var text: String { text(in: Language.current) }

  /// The text in a language.
  package func text(in language: Language) -> String {
    if arguments.isEmpty, plural == nil { return language.sentence(self) }
    var text = ""
    write(in: language) { piece in
      switch piece {
      case .text(let string): text += string
      case .part: break
      }
    }
    return text
  }

  /// A piece of a sentence on its way to the reader.
  package enum Piece {
    case text(String)
    /// The view's markup with this number.
    case part(Int)
  }

  /// Hands out the sentence piece by piece, so that a view can put markup into its places.
  package func write(in language: Language, _ put: (Piece) -> Void) {
    if key == Words.bareKey, !arguments.isEmpty {
      write(0, in: language, isAlone: true, put)
      return
    }
    let sentence = language.sentence(self)
    let bytes = sentence.utf8
    var start = bytes.startIndex
    while let open = bytes[start...].firstIndex(of: UInt8(ascii: "{")) {
      guard let close = bytes[open...].firstIndex(of: UInt8(ascii: "}")),
        let number = Int(sentence[bytes.index(after: open)..<close]), arguments.indices.contains(number - 1)
      else { break }
      if open > start { put(.text(String(sentence[start..<open]))) }
      write(number - 1, in: language, isAlone: false, put)
      start = bytes.index(after: close)
    }
    if start < bytes.endIndex { put(.text(String(sentence[start...]))) }
  }

  private func write(_ index: Int, in language: Language, isAlone: Bool, _ put: (Piece) -> Void) {
    switch arguments[index] {
    case .text(let text): put(.text(isAlone ? text : language.direction.isolated(text)))
    case .words(let words):
      if let typed = words.typed, !isAlone {
        put(.text(language.direction.isolated(typed)))
      } else {
        words.write(in: language, put)
      }
    case .number(let number), .count(let number): put(.text(language.formats.number(number)))
    case .money(let money): put(.text(language.formats.money(money)))
    case .total(let total): put(.text(language.formats.money(total)))
    case .day(let moment): put(.text(language.formats.day(moment)))
    case .moment(let moment): put(.text(language.formats.moment(moment)))
    case .country(let code): put(.text(language.formats.country(code)))
    case .list(let items):
      let texts = items.map { item in
        item.typed.map { language.direction.isolated($0) } ?? item.text(in: language)
      }
      put(.text(language.formats.list(texts)))
    case .lines(let lines): put(.text(lines.map { $0.text(in: language) }.joined(separator: "\n")))
    case .sentences(let all): put(.text(all.map { $0.text(in: language) }.joined(separator: " ")))
    case .part(let number): put(.part(number))
    }
  }
}

extension Words {
  /// What somebody typed, where the words are nothing else.
  private var typed: String? {
    guard key == Words.bareKey, arguments.count == 1, case .text(let text)? = arguments.first else {
      return nil
    }
    return text
  }
}

extension Words: CustomStringConvertible {
  /// The English text, for logs and tests.
  package var description: String { text(in: .english) }
}
