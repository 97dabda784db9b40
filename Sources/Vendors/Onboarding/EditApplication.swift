import Foundation
import Gateways
import Identity
import Kernel
import Persistence
import Web

/// The earliest year of birth that is believed.
private let earliestBirthYear = 1900

/// What the fields of an application may hold.
enum ApplicationRules {
  static let name: Rule<String> = .text(1...200)
  static let number: Rule<String> = .text(1...60)
  static let line: Rule<String> = .text(1...120)
  static let phone: Rule<String> = .text(3...30)
  static let item: Rule<String> = .text(1...200)
  static let note: Rule<String> = .text(1...1000, multiline: true)

  /// A day in the past, as `1990-05-31`.
  static let birthDate = Rule<String>(
    schema: .object(["type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]),
    placeholder: "1990-01-01"
  ) { value in
    let text = try value.string()
    guard text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil,
      let day = Timestamp(rfc3339: "\(text)T00:00:00Z"), day.rfc3339.hasPrefix(text),
      day.civil.year >= earliestBirthYear, day < Timestamp.system()
    else { throw InputFailure("invalid", "Write the date of birth as 1990-05-31.") }
    return text
  }
}

/// A business's seat inside an application.
package struct BusinessAddressInput: Input {
  let address: BusinessAddress

  package init(from input: inout InputReader) throws {
    let line1 = input.required("line1", ApplicationRules.line)
    let line2 = input.optional("line2", ApplicationRules.line)
    let place = PlaceInput(from: &input)
    address = BusinessAddress(
      line1: line1, line2: line2, city: place.city, region: place.region, postalCode: place.postalCode,
      country: place.country)
  }
}

/// The business behind a shop; what is left out is empty.
package struct EditApplicationInput: Input {
  package let business: BusinessDetails

  package init(from input: inout InputReader) throws {
    let type = input.required("businessType", .choice(BusinessType.self))
    let birthDate = input.optional("birthDate", ApplicationRules.birthDate)
    if type == .company, birthDate != nil {
      input.reject("birthDate", "Leave the date of birth out for a company.")
    }
    business = BusinessDetails(
      type: type, legalName: input.required("legalName", ApplicationRules.name),
      registrationNumber: input.optional("registrationNumber", ApplicationRules.number),
      taxID: input.optional("taxId", ApplicationRules.number),
      address: input.optionalObject("address", BusinessAddressInput.self)?.address,
      contactName: input.optional("contactName", ApplicationRules.name),
      phone: input.optional("phone", ApplicationRules.phone), birthDate: birthDate,
      website: input.optional("website", .url))
  }
}

extension Vendors {
  /// Stores what a vendor tells about the business; all of it is sealed. Throws `Problem(.notFound)`.
  package func editApplication(
    of id: ShopID, _ edit: @escaping Edit<ShopApplication, EditApplicationInput>, by account: AccountID
  ) async throws -> ShopApplication {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      let present = try application(of: shop, tx)
      let input = try edit(present)
      let old = present.business
      let changes = input.business.changes(from: old)
      guard !changes.isEmpty else { return present }
      try ApplicationStore.save(id, input.business.type, try input.business.sealed(id, vault), tx)
      // A line of its own every time: a decision about what was there before does not stand.
      try HistoryStore.add(old == nil ? .submitted : .changed, to: id, by: account, vault, tx)
      try tx.record(
        "application.edited", on: id, shop: id,
        after: Dictionary(uniqueKeysWithValues: changes.map { ($0, JSONValue.string("changed")) }))
      return try application(of: shop, tx)
    }
  }
}

extension BusinessDetails {
  func sealed(_ shop: ShopID, _ vault: Vault) throws -> SealedRow<ApplicationColumn> {
    var row = SealedRow<ApplicationColumn>(id: shop)
    try row.set(.legalName, legalName, vault)
    try row.set(.registrationNumber, registrationNumber, vault)
    try row.set(.taxID, taxID, vault)
    try row.set(
      .address, try address.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }, vault)
    try row.set(.contactName, contactName, vault)
    try row.set(.phone, phone, vault)
    try row.set(.birthDate, birthDate, vault)
    try row.set(.website, website, vault)
    return row
  }

  /// The names of the fields that differ.
  func changes(from old: BusinessDetails?) -> [String] {
    let pairs: [(String, Bool)] = [
      ("businessType", old?.type != type), ("legalName", old?.legalName != legalName),
      ("registrationNumber", old?.registrationNumber != registrationNumber),
      ("taxId", old?.taxID != taxID), ("address", old?.address != address),
      ("contactName", old?.contactName != contactName), ("phone", old?.phone != phone),
      ("birthDate", old?.birthDate != birthDate), ("website", old?.website != website),
    ]
    return pairs.filter(\.1).map(\.0)
  }
}

extension StoredApplication {
  /// What the vendor told; `nil` while nothing was. Throws `VaultError`.
  func business(_ vault: Vault) throws -> BusinessDetails? {
    guard let type, let legalName = try sealed.text(.legalName, vault) else { return nil }
    return BusinessDetails(
      type: type, legalName: legalName, registrationNumber: try sealed.text(.registrationNumber, vault),
      taxID: try sealed.text(.taxID, vault),
      address: try sealed.text(.address, vault).map {
        try JSONDecoder().decode(BusinessAddress.self, from: Data($0.utf8))
      },
      contactName: try sealed.text(.contactName, vault), phone: try sealed.text(.phone, vault),
      birthDate: try sealed.text(.birthDate, vault), website: try sealed.text(.website, vault))
  }

  /// What administrators asked last; `nil` when nothing waits for them or the vendor.
  func openQuestion(_ vault: Vault) throws -> ShopQuestion? {
    guard let question, let askedAt else { return nil }
    return ShopQuestion(
      message: question, items: ListText.lines(items), askedAt: askedAt,
      answer: try sealed.text(.answer, vault), answeredAt: answeredAt)
  }
}
