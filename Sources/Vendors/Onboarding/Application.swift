import Kernel
import Persistence
import Web

/// Who sells: a person in their own name, or a company.
package enum BusinessType: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case individual, company
}

/// Where a business has its seat.
package struct BusinessAddress: Codable, Hashable, Sendable {
  package let line1: String
  package let line2: String?
  package let city: String
  package let region: String?
  package let postalCode: String
  /// ISO 3166-1 alpha-2, in capitals.
  package let country: String

  /// The address as lines of a label, in the order of its country.
  package var lines: [String] {
    AddressFormat.of(country).label(
      street: [line1, line2 ?? ""], city: city, region: region ?? "", postalCode: postalCode) + [country]
  }

  /// The same with the country's name in the reader's language.
  package var linesWithCountry: [String] { lines.dropLast() + [CountryNames.name(country)] }
}

/// The business behind a shop, as its vendor tells it.
package struct BusinessDetails: Hashable, Sendable {
  package let type: BusinessType
  /// The name in the register, or a person's own.
  package let legalName: String
  package let registrationNumber: String?
  package let taxID: String?
  package let address: BusinessAddress?
  package let contactName: String?
  package let phone: String?
  /// `1990-05-31`; of a person who sells in their own name.
  package let birthDate: String?
  package let website: String?
}

/// What administrators want to know before they decide, and what the vendor answered.
package struct ShopQuestion: Hashable, Sendable {
  package let message: String
  /// What is missing, one by one: codes of the checklist, or what an administrator wrote.
  package let items: [String]
  package let askedAt: Timestamp
  package let answer: String?
  package let answeredAt: Timestamp?

  /// What is missing, as people read it.
  package var itemTitles: [Words] { items.map { ChecklistItem.title(ofAsked: $0) } }

  /// Whether the vendor has yet to answer.
  package var isOpen: Bool { answeredAt == nil }
}

/// Everything that administrators decide about: what the vendor told and what was written about it.
package struct ShopApplication: Sendable {
  package let shop: Shop
  /// `nil` until the vendor has filled it in.
  package let business: BusinessDetails?
  package let question: ShopQuestion?
  package let checklist: Checklist
  /// The newest first.
  package let history: [HistoryEntry]
  package let updatedAt: Timestamp?

  /// Whether the last thing that happened is the vendor's answer.
  package var isAnswered: Bool { history.first?.kind == .answered }

  /// Changes with every decision and answer, and when the vendor changes the business details; a decision that
  /// names another one is refused.
  package var version: Int { history.count }
}

/// One line of what happened to a shop's application.
package struct HistoryEntry: Hashable, Sendable {
  /// What happened.
  package enum Kind: String, CaseIterable, Sendable, SQLValue, JSONWritable {
    case submitted, approved, rejected, suspended, unsuspended
    /// The vendor changed the business details.
    case changed
    /// Administrators asked for more.
    case asked
    /// The vendor answered a rejection or a question.
    case answered
  }

  package let kind: Kind
  /// Who did it; vendors see only that it was the marketplace.
  package let account: AccountID?
  package let accountName: String?
  /// What was written: a reason, a question or an answer.
  package let text: String?
  /// What was asked for, one by one: codes of the checklist, or what an administrator wrote.
  package let items: [String]
  package let at: Timestamp

  /// What was asked for, as people read it.
  package var itemTitles: [Words] { items.map { ChecklistItem.title(ofAsked: $0) } }
}
