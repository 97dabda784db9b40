import Foundation
import Kernel

/// Longer texts are cut in the log, in characters.
private let longestText = 1_000
private let blot = JSONValue.string("[redacted]")

/// What a change changed: only the fields that differ, without secrets.
struct AuditDetails: Hashable, Sendable {
  private(set) var before: [String: JSONValue]
  private(set) var after: [String: JSONValue]

  init(before: [String: JSONValue], after: [String: JSONValue]) {
    self.before = before.filter { after[$0.key] != $0.value }
    self.after = after.filter { before[$0.key] != $0.value }
    self.before = AuditDetails.clean(self.before)
    self.after = AuditDetails.clean(self.after)
  }

  var isEmpty: Bool { before.isEmpty && after.isEmpty }

  /// The same text for the same details, always.
  func canonicalText() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let document: [String: JSONValue] = ["before": .object(before), "after": .object(after)]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  private static func clean(_ fields: [String: JSONValue]) -> [String: JSONValue] {
    var cleaned: [String: JSONValue] = [:]
    for (name, value) in fields {
      let tellsTooMuch = value != .null && value != .string("changed") && SecretFields.holds(name)
      cleaned[name] = tellsTooMuch ? blot : clean(value)
    }
    return cleaned
  }

  private static func clean(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object where value.words != nil: value
    case .object(let members): .object(clean(members))
    case .array(let items): .array(items.map(clean))
    case .string(let text) where text.count > longestText: .string(String(text.prefix(longestText)) + " …")
    case .string, .integer, .number, .boolean, .null: value
    }
  }
}

/// The names of fields whose content no log may hold, whatever the verb hands over.
enum SecretFields {
  private static let words: Set<String> = [
    "password", "passwords", "passphrase", "token", "tokens", "secret", "secrets", "key", "keys", "iban",
    "bic", "card", "cvc", "pin", "otp", "totp", "credential", "credentials", "cookie", "authorization",
    "signature", "hash", "salt", "bank", "email", "phone", "passport",
  ]
  private static let taxWords: Set<String> = ["tax", "vat"]
  private static let numberWords: Set<String> = ["number", "id", "no"]

  /// Whether one of the words of a name, as `apiKey` or `reset_token`, says that it is a secret.
  static func holds(_ name: String) -> Bool {
    let found = Set(words(of: name))
    let isTaxNumber = !found.isDisjoint(with: taxWords) && !found.isDisjoint(with: numberWords)
    return isTaxNumber || !found.isDisjoint(with: words)
  }

  private static func words(of name: String) -> [String] {
    var found: [String] = []
    var word = ""
    var wasLower = false
    for character in name {
      let isBoundary = !character.isLetter || (character.isUppercase && wasLower)
      if isBoundary, !word.isEmpty {
        found.append(word.lowercased())
        word = ""
      }
      if character.isLetter { word.append(character) }
      wasLower = character.isLowercase
    }
    if !word.isEmpty { found.append(word.lowercased()) }
    return found
  }
}
