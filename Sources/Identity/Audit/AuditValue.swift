import Kernel

/// The one member of an object that holds a sentence.
private let wordsMember = "$words"

extension JSONValue {
  /// An amount as the audit log tells it.
  package static func money(_ money: Money) -> JSONValue {
    .object(["amount": .integer(money.amount), "currency": .string(money.currency.code)])
  }

  /// A sentence of the program as the audit log keeps it, to be said in the language of whoever reads the log.
  package static func words(_ words: Words) -> JSONValue { .object([wordsMember: .string(words.stored)]) }

  /// The sentence that `words` kept; `nil` for every other value.
  package var words: Words? {
    guard case .object(let members) = self, members.count == 1,
      case .string(let stored)? = members[wordsMember]
    else { return nil }
    return Words(stored: stored)
  }

  /// The same with the text of each sentence, in the reader's language.
  package var said: JSONValue {
    if let words { return .string(words.text) }
    return switch self {
    case .object(let members): .object(members.mapValues(\.said))
    case .array(let items): .array(items.map(\.said))
    case .string, .integer, .number, .boolean, .null: self
    }
  }

  /// A text, or null.
  package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
