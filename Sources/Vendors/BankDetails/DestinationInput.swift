import Kernel
import Web

/// What the fields of a destination may hold.
enum DestinationRules {
  static let holder: Rule<String> = .text(2...140)
  static let iban = typed("An IBAN, with or without spaces.", "DE89370400440532013000", 42) { text in
    guard let iban = IBAN(text) else {
      throw InputFailure("invalid", "This is not an IBAN. Compare it with your bank statement.")
    }
    return iban.text
  }
  static let bic = typed("A BIC of 8 or 11 characters.", "COBADEFF", 11) { text in
    let bic = text.uppercased()
    guard bic.wholeMatch(of: /[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?/) != nil else {
      throw InputFailure("invalid", "A BIC has 8 or 11 letters and digits, as COBADEFFXXX.")
    }
    return bic
  }
  static let accountNumber = typed("4 to 34 digits or letters.", "12345678", 40) { text in
    let number = text.filter { $0 != " " && $0 != "-" }
    guard number.wholeMatch(of: /[0-9A-Za-z]{4,34}/) != nil else {
      throw InputFailure("invalid", "An account number has 4 to 34 digits or letters.")
    }
    return number
  }
  static let routingNumber = typed("3 to 12 digits.", "021000021", 20) { text in
    let number = text.filter { $0 != " " && $0 != "-" }
    guard number.wholeMatch(of: /[0-9]{3,12}/) != nil else {
      throw InputFailure("invalid", "A routing number, sort code or bank code has 3 to 12 digits.")
    }
    return number
  }

  private static func typed(
    _ description: String, _ placeholder: String, _ maximum: Int,
    _ read: @escaping @Sendable (String) throws -> String
  ) -> Rule<String> {
    let schema: JSONValue = .object([
      "type": "string", "minLength": 1, "maxLength": .integer(Int64(maximum)),
      "description": .string(description),
    ])
    return Rule(schema: schema, placeholder: placeholder) { value in
      let text = try value.string().trimmed
      guard text.unicodeScalars.count <= maximum else { throw InputFailure("too_long", "This is too long.") }
      return try read(text)
    }
  }
}

/// A new destination.
package struct AddPayoutDestinationInput: Input {
  let kind: DestinationKind
  let details: DestinationDetails
  let isDefault: Bool

  package init(from input: inout InputReader) throws {
    kind = input.required("kind", .choice(DestinationKind.self))
    details = DestinationDetails(from: &input)
    isDefault = input.optional("isDefault", .boolean) ?? false
    details.check(kind, &input)
  }

  /// A destination from code, already validated.
  package init(kind: DestinationKind, details: DestinationDetails, isDefault: Bool = false) {
    self.kind = kind
    self.details = details
    self.isDefault = isDefault
  }
}

/// Changes to a destination; what is absent stays. A new IBAN takes the place of account and routing number,
/// and the other way round.
package struct EditPayoutDestinationInput: Input {
  let details: DestinationDetails
  let isDefault: Bool?

  package init(from input: inout InputReader) throws {
    details = DestinationDetails(from: &input)
    isDefault = input.optional("isDefault", .boolean)
    if isDefault == false {
      input.reject("isDefault", "Make another destination the default instead.")
    }
  }

  func applied(to old: DestinationDetails) -> DestinationDetails {
    var new = old
    new.holder = details.holder ?? old.holder
    new.bic = details.bic ?? old.bic
    new.email = details.email ?? old.email
    if let iban = details.iban {
      new.iban = iban
      new.accountNumber = nil
      new.routingNumber = nil
    } else if details.accountNumber != nil || details.routingNumber != nil {
      new.accountNumber = details.accountNumber ?? old.accountNumber
      new.routingNumber = details.routingNumber ?? old.routingNumber
      new.iban = nil
    }
    return new
  }
}

extension DestinationDetails {
  init(from input: inout InputReader) {
    holder = input.optional("holder", DestinationRules.holder)
    iban = input.optional("iban", DestinationRules.iban)
    accountNumber = input.optional("accountNumber", DestinationRules.accountNumber)
    routingNumber = input.optional("routingNumber", DestinationRules.routingNumber)
    bic = input.optional("bic", DestinationRules.bic)
    email = input.optional("email", .email)?.text
  }

  /// Reports what a destination of this kind lacks or has too much. What was typed but could not be read is
  /// not missing.
  func check(_ kind: DestinationKind, _ input: inout InputReader) {
    for (field, message) in problems(kind) where !input.isRejected(field) {
      input.reject(field, message, code: "required")
    }
  }

  /// What a destination of this kind lacks or has too much, by field.
  func problems(_ kind: DestinationKind) -> [(field: String, message: Words)] {
    switch kind {
    case .paypal:
      if email == nil { return [("email", "Write the e-mail address of the PayPal account.")] }
      return iban != nil || accountNumber != nil ? [("iban", "PayPal needs only an e-mail address.")] : []
    case .bank:
      var problems: [(field: String, message: Words)] = []
      if holder == nil { problems.append(("holder", "Write who the account belongs to.")) }
      if email != nil { problems.append(("email", "A bank account needs no e-mail address.")) }
      if iban == nil && accountNumber == nil {
        problems.append(("iban", "Write the IBAN, or account and routing number."))
      }
      if iban != nil && accountNumber != nil {
        problems.append(("accountNumber", "Write either the IBAN or the account number."))
      }
      if accountNumber != nil && routingNumber == nil {
        problems.append(("routingNumber", "An account number needs its routing number."))
      }
      return problems
    }
  }
}
