import Areas
import Foundation
import Gateways
import Identity
import Kernel
import Persistence

/// Removes what onboarding keeps about a shop; the marketplace's own decisions stay.
struct OnboardingPurge: ShopPurging {
  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    _ = try OnboardingRemains.remove(of: shop, tx)
    return .done
  }
}

/// What onboarding keeps about a shop.
enum OnboardingRemains {
  /// Removes business details, documents with their files, payout destinations and the vendor's own words.
  /// Answers with how many documents there were.
  static func remove(of shop: ShopID, _ tx: Transaction) throws -> Int {
    let keys = try DocumentStore.deleteAll(of: shop, tx)
    if !keys.isEmpty { try tx.enqueue(RemoveDocumentFiles(keys: keys)) }
    try ApplicationStore.delete(shop, tx)
    try DestinationStore.deleteAll(of: shop, tx)
    try HistoryStore.forgetAnswers(of: shop, tx)
    return keys.count
  }
}

/// What onboarding keeps about people: the business behind their shops, its documents and its bank details.
struct OnboardingPersonalData: PersonalData {
  private let vault: Vault
  private let documents: DocumentFiles

  /// Opens with `vault` what was sealed by it; files lie in `documents`.
  init(vault: Vault, documents: DocumentFiles) {
    self.vault = vault
    self.documents = documents
  }

  /// The applications of the person's shops under `applications`.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let applications = try ApplicationStore.shops(of: account, snapshot).map { shop -> JSONValue in
      let stored = try ApplicationStore.find(shop, snapshot)
      let history = try HistoryStore.all(of: shop, vault, snapshot)
      return .object([
        "shop": .string(shop.description), "business": try stored?.business(vault)?.json ?? .null,
        "documents": .array(try DocumentStore.all(of: shop, vault, snapshot).map(\.json)),
        "payoutDestinations": .array(try DestinationStore.all(of: shop, vault, snapshot).map(\.json)),
        "history": .array(history.map(\.json)),
      ])
    }
    return [("applications", .array(applications))]
  }

  /// The documents, opened, below `documents/`.
  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] {
    let store = documents.objects
    return try ApplicationStore.shops(of: account, snapshot).flatMap { shop in
      try DocumentStore.all(of: shop, vault, snapshot).map { [vault] document in
        PersonalFile(path: "documents/\(document.id)-\(document.fileName)") {
          guard let stored = try await store.get(document.objectKey) else { return nil }
          return try vault.open(stored.bytes, context: document.fileContext)
        }
      }
    }
  }

  /// Removes everything of the person's shops, also of those that are closed.
  func forget(_ account: AccountID, _ tx: Transaction) throws {
    for shop in try ApplicationStore.shops(of: account, tx) { _ = try OnboardingRemains.remove(of: shop, tx) }
  }

  /// The same, and says what was there.
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    var files = 0
    var destinations = 0
    var applications = 0
    for shop in try ApplicationStore.shops(of: person.account, tx) {
      destinations += try DestinationStore.count(of: shop, tx)
      applications += try ApplicationStore.find(shop, tx) == nil ? 0 : 1
      files += try OnboardingRemains.remove(of: shop, tx)
    }
    let why: Words = "They are needed only while the shop sells."
    return [
      ErasureEntry("Business details of shops", .deleted, applications, why: why),
      ErasureEntry("Documents of shops", .deleted, files, why: why),
      ErasureEntry("Payout destinations", .deleted, destinations, why: why),
    ].filter { $0.count > 0 }
  }

  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}

extension BusinessDetails {
  fileprivate var json: JSONValue {
    .object([
      "businessType": .string(type.rawValue), "legalName": .string(legalName),
      "registrationNumber": text(registrationNumber), "taxId": text(taxID),
      "address": .array((address?.lines ?? []).map(JSONValue.string)), "contactName": text(contactName),
      "phone": text(phone), "birthDate": text(birthDate), "website": text(website),
    ])
  }
}

extension ShopDocument {
  fileprivate var json: JSONValue {
    .object([
      "id": .string(id.description), "kind": .string(kind.rawValue), "status": .string(status.rawValue),
      "reason": text(reason), "fileName": .string(fileName), "uploadedAt": .string(uploadedAt.rfc3339),
    ])
  }
}

extension PayoutDestination {
  fileprivate var json: JSONValue {
    .object([
      "id": .string(id.description), "kind": .string(kind.rawValue), "isDefault": .boolean(isDefault),
      "holder": text(details.holder), "iban": text(details.iban),
      "accountNumber": text(details.accountNumber), "routingNumber": text(details.routingNumber),
      "bic": text(details.bic), "email": text(details.email), "updatedAt": .string(updatedAt.rfc3339),
    ])
  }
}

extension HistoryEntry {
  fileprivate var json: JSONValue {
    .object([
      "kind": .string(kind.rawValue), "text": self.text.map(JSONValue.string) ?? .null,
      "at": .string(at.rfc3339),
    ])
  }
}

private func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
