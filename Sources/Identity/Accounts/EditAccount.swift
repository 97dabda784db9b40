import Kernel
import Persistence
import Web

/// Changes to one's own account; what is absent stays, and null clears what may be empty.
package struct EditAccountInput: Input {
  package let name: String?
  let phone: Change<String>
  let language: Change<String>
  let currency: Change<Currency>
  let marketingMails: Bool?
  let orderMails: Bool?

  package init(from input: inout InputReader) throws {
    name = input.optional("name", .text(1...80))
    phone = Change("phone", .phone, &input)
    language = Change("language", .languageTag, &input)
    currency = Change("currency", .currency, &input)
    marketingMails = input.optional("marketingMails", .boolean)
    orderMails = input.optional("orderMails", .boolean)
  }

  /// Changes from code, already validated.
  package init(
    name: String? = nil, phone: Change<String> = .leave, marketingMails: Bool? = nil, orderMails: Bool? = nil
  ) {
    self.name = name
    self.phone = phone
    language = .leave
    currency = .leave
    self.marketingMails = marketingMails
    self.orderMails = orderMails
  }

  var changesProfile: Bool {
    if marketingMails != nil || orderMails != nil { return true }
    if case .set = phone { return true }
    if case .set = language { return true }
    if case .set = currency { return true }
    return false
  }

  func apply(to profile: inout Profile) {
    profile.phone = phone.applied(to: profile.phone)
    profile.language = language.applied(to: profile.language)
    profile.currency = currency.applied(to: profile.currency)
    profile.marketingMails = marketingMails ?? profile.marketingMails
    profile.orderMails = orderMails ?? profile.orderMails
  }
}

extension Rule where Value == String {
  /// A telephone number as people write it: digits with `+ ( ) - . /` and spaces between them.
  static var phone: Rule {
    let schema: JSONValue = .object(["type": "string", "pattern": #"^[0-9+(][0-9 ()./+-]{2,29}$"#])
    return Rule(schema: schema, placeholder: "") { value in
      let text = try value.string()
      let allowed = "0123456789 ()./+-"
      guard (3...30).contains(text.utf8.count), text.allSatisfy(allowed.contains),
        let first = text.first, first.isNumber || first == "+" || first == "("
      else { throw InputFailure("invalid", "Write the number with digits, as +49 221 123456.") }
      return text
    }
  }

  /// A language tag, as `de` or `pt-BR`.
  static var languageTag: Rule {
    let schema: JSONValue = .object(["type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"])
    return Rule(schema: schema, placeholder: "en") { value in
      let text = try value.string()
      guard text.utf8.count <= 35, text.wholeMatch(of: #/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*/#) != nil else {
        throw InputFailure("invalid", "Write the language as de or pt-BR.")
      }
      return text
    }
  }
}

extension Identity {
  /// The account. Throws `Problem(.unauthenticated)` when it was closed.
  package func account(_ id: AccountID) async throws -> Account {
    let account = try await database.read { try AccountStore.find(id, $0) }
    guard let account else { throw Problem(.unauthenticated) }
    return account
  }

  /// Changes the account and its profile, and answers with the account as it is then.
  @discardableResult
  package func edit(_ id: AccountID, _ edit: @escaping Edit<OwnAccount, EditAccountInput>) async throws
    -> Account
  {
    try await database.write { tx in
      guard try AccountStore.lock(id, tx) != nil else { throw Problem(.unauthenticated) }
      let input = try edit(ownAccount(id, tx))
      if let name = input.name { _ = try AccountStore.rename(id, name, tx) }
      if input.changesProfile {
        var profile = try ProfileStore.find(id, tx)
        input.apply(to: &profile)
        try ProfileStore.save(profile, of: id, tx)
      }
      guard let account = try AccountStore.find(id, tx) else { throw Problem(.unauthenticated) }
      return account
    }
  }
}
