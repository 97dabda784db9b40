import Kernel

extension JSONValue {
  /// An amount as the audit log tells it.
  package static func money(_ money: Money) -> JSONValue {
    .object(["amount": .integer(money.amount), "currency": .string(money.currency.code)])
  }

  /// A text, or null.
  package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
