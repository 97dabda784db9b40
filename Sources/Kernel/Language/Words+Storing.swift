import Foundation

/// Words are kept as JSON, so that they can be read later in any language: ledger texts, reasons, reports.
extension Words: Codable {
  private enum CodingKeys: String, CodingKey {
    case key = "w"
    case plural = "p"
    case meaning = "i"
    case arguments = "a"
  }

  /// Reads stored words; plain text is taken as it is. Throws `DecodingError`.
  package init(from decoder: any Decoder) throws {
    // Plain text is rare, and an error that is thrown costs more than all the rest.
    guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
      self.init(verbatim: try decoder.singleValueContainer().decode(String.self))
      return
    }
    self.init(
      key: try container.decode(String.self, forKey: .key),
      plural: try container.decodeIfPresent(String.self, forKey: .plural),
      meaning: try container.decodeIfPresent(String.self, forKey: .meaning),
      arguments: try container.decodeIfPresent([WordsArgument].self, forKey: .arguments) ?? [])
  }

  /// Writes the key and what stands in its places. Throws `EncodingError`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key, forKey: .key)
    try container.encodeIfPresent(plural, forKey: .plural)
    try container.encodeIfPresent(meaning, forKey: .meaning)
    if !arguments.isEmpty { try container.encode(arguments, forKey: .arguments) }
  }

  /// As one text for a column of a table.
  package var stored: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Strings and numbers alone: nothing that JSON can't hold.
    guard let data = try? encoder.encode(self) else { return description }
    return String(decoding: data, as: UTF8.self)
  }

  /// Words as they were, of the parts that were stored.
  package init(
    storedKey key: String, plural: String?, meaning: String?, arguments: [WordsArgument]
  ) {
    self.init(key: key, plural: plural, meaning: meaning, arguments: arguments)
  }

  /// What `stored` wrote; text that is none of it is taken as it is.
  package init(stored text: String) {
    let isStored = text.hasPrefix("{\"")
    guard isStored, let words = try? JSONDecoder().decode(Words.self, from: Data(text.utf8)) else {
      self.init(verbatim: text)
      return
    }
    self = words
  }
}

extension WordsArgument: Codable {
  private enum CodingKeys: String, CodingKey {
    case text = "t"
    case words = "w"
    case number = "n"
    case count = "c"
    case amount = "m"
    case currency = "u"
    case day = "d"
    case moment = "s"
    case country = "l"
    case list = "a"
    case lines = "b"
    case sentences = "e"
    case part = "h"
  }

  /// Reads one argument. Throws `DecodingError`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<T: Decodable>(_ key: CodingKeys, as: T.Type = T.self) throws -> T? {
      try container.decodeIfPresent(T.self, forKey: key)
    }
    if let text: String = try value(.text) {
      self = .text(text)
    } else if let words: Words = try value(.words) {
      self = .words(words)
    } else if let number: Int64 = try value(.number) {
      self = .number(number)
    } else if let number: Int64 = try value(.count) {
      self = .count(number)
    } else if let amount: Int64 = try value(.amount) {
      let code = try container.decode(String.self, forKey: .currency)
      self = Currency(code).map { .money(Money(amount, $0)) } ?? .text("\(amount) \(code)")
    } else if let milliseconds: Int64 = try value(.day) {
      self = .day(Timestamp(milliseconds: milliseconds))
    } else if let milliseconds: Int64 = try value(.moment) {
      self = .moment(Timestamp(milliseconds: milliseconds))
    } else if let code: String = try value(.country) {
      self = .country(code)
    } else if let list: [Words] = try value(.list) {
      self = .list(list)
    } else if let lines: [Words] = try value(.lines) {
      self = .lines(lines)
    } else if let sentences: [Words] = try value(.sentences) {
      self = .sentences(sentences)
    } else {
      self = .part(try container.decode(Int.self, forKey: .part))
    }
  }

  /// Writes one argument. Throws `EncodingError`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .text(let text): try container.encode(text, forKey: .text)
    case .words(let words): try container.encode(words, forKey: .words)
    case .number(let number): try container.encode(number, forKey: .number)
    case .count(let number): try container.encode(number, forKey: .count)
    case .money(let money):
      try container.encode(money.amount, forKey: .amount)
      try container.encode(money.currency.code, forKey: .currency)
    case .total(let total):
      // Rare, and a number of JSON holds no more than 64 bits everywhere.
      try container.encode("\(total.decimal) \(total.currency.code)", forKey: .text)
    case .day(let moment): try container.encode(moment.milliseconds, forKey: .day)
    case .moment(let moment): try container.encode(moment.milliseconds, forKey: .moment)
    case .country(let code): try container.encode(code, forKey: .country)
    case .list(let list): try container.encode(list, forKey: .list)
    case .lines(let lines): try container.encode(lines, forKey: .lines)
    case .sentences(let all): try container.encode(all, forKey: .sentences)
    case .part(let number): try container.encode(number, forKey: .part)
    }
  }
}
