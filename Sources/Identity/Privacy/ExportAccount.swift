import Kernel
import Persistence

extension Identity {
  /// Everything that Souk keeps about a person, as one JSON object. Throws `Problem(.unauthenticated)` when
  /// the account was closed.
  package func export(_ id: AccountID) async throws -> JSONValue {
    try await database.read { snapshot in
      guard let account = try AccountStore.find(id, snapshot) else { throw Problem(.unauthenticated) }
      let profile = try ProfileStore.find(id, snapshot)
      let former = try EmailChangeStore.oldEmails(of: id, snapshot)
      var document: [String: JSONValue] = [
        "exportedAt": .string(clock.now().rfc3339),
        "account": account.json,
        "profile": profile.json,
        "formerEmails": .array(former.map { .string($0.text) }),
        "addresses": .array(try AddressStore.all(of: id, snapshot).map(\.json)),
        "sessions": .array(try SessionStore.all(of: id, at: clock.now(), snapshot).map(\.json)),
      ]
      for area in hooks.personalData {
        for (name, value) in try area.sections(for: id, snapshot) { document[name] = value }
      }
      return .object(document)
    }
  }
}

extension Account {
  fileprivate var json: JSONValue {
    .object([
      "id": .string(id.description), "name": .string(name), "email": .string(email.text),
      "role": .string(role.rawValue), "isActive": .boolean(isActive),
      "createdAt": .string(createdAt.rfc3339),
    ])
  }
}

extension Profile {
  fileprivate var json: JSONValue {
    let choice: JSONValue =
      consent.map { consent in
        .object([
          "analytics": .boolean(consent.analytics), "version": .integer(Int64(consent.version)),
          "at": .string(consent.at.rfc3339),
        ])
      } ?? .null
    return .object([
      "phone": phone.map(JSONValue.string) ?? .null, "language": language.map(JSONValue.string) ?? .null,
      "currency": currency.map { .string($0.code) } ?? .null, "marketingMails": .boolean(marketingMails),
      "orderMails": .boolean(orderMails), "hasPicture": .boolean(avatarKey != nil), "consent": choice,
    ])
  }
}

extension Session {
  fileprivate var json: JSONValue {
    .object([
      "id": .string(id.description), "kind": .string(kind.rawValue), "userAgent": .string(userAgent),
      "clientAddress": .string(clientAddress),
      "method": .string(method.rawValue), "createdAt": .string(createdAt.rfc3339),
      "lastSeenAt": .string(lastSeenAt.rfc3339), "expiresAt": .string(expiresAt.rfc3339),
    ])
  }
}

extension SavedAddress {
  fileprivate var json: JSONValue {
    .object([
      "id": .string(id.description), "name": .string(address.name), "line1": .string(address.line1),
      "line2": address.line2.map(JSONValue.string) ?? .null, "city": .string(address.city),
      "region": address.region.map(JSONValue.string) ?? .null, "postalCode": .string(address.postalCode),
      "country": .string(address.country), "phone": address.phone.map(JSONValue.string) ?? .null,
      "type": .string(type.rawValue), "label": label.map(JSONValue.string) ?? .null,
      "isDefault": .boolean(isDefault), "createdAt": .string(createdAt.rfc3339),
    ])
  }
}
