import Kernel
import Web

/// An application as its vendor sees it.
package struct ApplicationOutput: Output {
  let application: ShopApplication

  package static let fields: [OutputField<Self>] = [
    .init("shop") { $0.application.shop.id },
    .init("status") { $0.application.shop.status },
    .init("statusReason") { $0.application.shop.statusReason },
    .init("business") { $0.application.business.map(BusinessOutput.init) },
    .init("checklist") { $0.application.checklist.lines.map(ChecklistLineOutput.init) },
    .init("isComplete") { $0.application.checklist.isComplete },
    .init("question") { $0.application.question.map(ShopQuestionOutput.init) },
    .init("history") { $0.application.history.map { ApplicationEventOutput(entry: $0) } },
    .init("updatedAt") { $0.application.updatedAt },
  ]
}

/// An application as administrators see it.
struct ReviewedApplicationOutput: Output {
  let application: ShopApplication

  static let fields: [OutputField<Self>] = [
    .init("shop") { $0.application.shop.id },
    .init("status") { $0.application.shop.status },
    .init("version") { $0.application.version },
    .init("business") { $0.application.business.map(BusinessOutput.init) },
    .init("checklist") { $0.application.checklist.lines.map(ChecklistLineOutput.init) },
    .init("isComplete") { $0.application.checklist.isComplete },
    .init("question") { $0.application.question.map(ShopQuestionOutput.init) },
    .init("history") { $0.application.history.map { ReviewedApplicationEventOutput(entry: $0) } },
    .init("updatedAt") { $0.application.updatedAt },
  ]
}

/// The business behind a shop.
struct BusinessOutput: Output {
  let business: BusinessDetails

  init(_ business: BusinessDetails) { self.business = business }

  static let fields: [OutputField<Self>] = [
    .init("businessType") { $0.business.type },
    .init("legalName") { $0.business.legalName },
    .init("registrationNumber") { $0.business.registrationNumber },
    .init("taxId") { $0.business.taxID },
    .init("address") { $0.business.address.map(BusinessAddressOutput.init) },
    .init("contactName") { $0.business.contactName },
    .init("phone") { $0.business.phone },
    .init("birthDate") { $0.business.birthDate },
    .init("website") { $0.business.website },
  ]
}

/// Where a business is.
struct BusinessAddressOutput: Output {
  let address: BusinessAddress

  static let fields: [OutputField<Self>] = [
    .init("line1") { $0.address.line1 },
    .init("line2") { $0.address.line2 },
    .init("city") { $0.address.city },
    .init("region") { $0.address.region },
    .init("postalCode") { $0.address.postalCode },
    .init("country") { $0.address.country },
  ]
}

struct ChecklistLineOutput: Output {
  let line: ChecklistLine

  init(_ line: ChecklistLine) { self.line = line }

  static let fields: [OutputField<Self>] = [
    .init("item") { $0.line.item },
    .init("title") { $0.line.item.title },
    .init("isRequired") { $0.line.item.isRequired },
    .init("isDone") { $0.line.isDone },
    .init("note") { $0.line.note },
  ]
}

struct ShopQuestionOutput: Output {
  let question: ShopQuestion

  init(_ question: ShopQuestion) { self.question = question }

  static let fields: [OutputField<Self>] = [
    .init("message") { $0.question.message },
    .init("items") { $0.question.items },
    .init("askedAt") { $0.question.askedAt },
    .init("answer") { $0.question.answer },
    .init("answeredAt") { $0.question.answeredAt },
  ]
}

/// A line of the history without the names of administrators.
struct ApplicationEventOutput: Output {
  let entry: HistoryEntry

  static let fields: [OutputField<Self>] = [
    .init("kind") { $0.entry.kind },
    .init("text") { $0.entry.text },
    .init("items") { $0.entry.items },
    .init("at") { $0.entry.at },
  ]
}

/// A line of the history with who it was.
struct ReviewedApplicationEventOutput: Output {
  let entry: HistoryEntry

  static let fields: [OutputField<Self>] = [
    .init("kind") { $0.entry.kind },
    .init("text") { $0.entry.text },
    .init("items") { $0.entry.items },
    .init("account") { $0.entry.account },
    .init("name") { $0.entry.accountName },
    .init("at") { $0.entry.at },
  ]
}
