import Identity
import Kernel
import Persistence
import Web

/// How many things can be asked for at once.
private let maximumItems = 20

/// What administrators want to know before they decide.
package struct AskForMoreInput: Input {
  package let message: String
  package let items: [String]
  package let version: Int?

  package init(from input: inout InputReader) throws {
    message = input.required("message", ApplicationRules.note)
    items = input.list("items", ApplicationRules.item, max: maximumItems)
    version = input.optional("version", DecisionRules.version)
  }

  /// A question from code, already validated.
  package init(message: String, items: [String] = [], version: Int? = nil) {
    self.message = message
    self.items = items
    self.version = version
  }
}

extension Vendors {
  /// Asks the vendor of a waiting shop for more; the shop keeps waiting. Throws `Problem(.notAllowedNow)` for
  /// a shop that does not wait, `Problem(.conflict)`, `Problem(.notFound)`.
  package func askForMore(_ id: ShopID, _ input: AskForMoreInput) async throws -> Shop {
    let seen = try await seenVersion(id, input.version)
    return try await database.write { tx in
      let shop = try decided(id, seen, tx)
      guard shop.status == .pending else {
        throw Problem(
          .notAllowedNow,
          "Only a shop that waits for approval can be asked. This one is \(shop.status.label).")
      }
      try ApplicationStore.ask(id, input.message, input.items, tx)
      try HistoryStore.add(
        .asked, to: id, by: tx.origin?.account, reason: input.message, items: input.items, vault, tx)
      try tx.record("shop.asked", on: id, shop: id, after: ["message": .string(input.message)])
      try mailOwner(of: shop, tx) { ShopMails(site: site).asked(shop, input, $0) }
      return shop
    }
  }

  /// Answers what administrators asked, a rejection or a suspension, so that the shop is looked at again; a
  /// suspended shop stays so until then. Throws `Problem(.notAllowedNow)` when nothing was asked or the last
  /// word is the vendor's already, `Problem(.notFound)`.
  package func answerRejection(_ id: ShopID, _ input: AnswerRejectionInput) async throws -> Shop {
    try await database.write { tx in
      guard let shop = try ShopStore.lock(id, tx) else { throw Problem(.notFound) }
      let question = try ApplicationStore.find(id, tx)?.openQuestion(vault)
      if shop.status == .pending, let question, question.isOpen {
        var row = SealedRow<ApplicationColumn>(id: id)
        try row.set(.answer, input.message, vault)
        try ApplicationStore.answer(id, row[.answer], tx)
      } else if shop.status == .suspended {
        guard try HistoryStore.last(of: id, tx) != .answered else {
          throw Problem(.notAllowedNow, "You answered already; we look at it.")
        }
      } else {
        try shop.status.require(.pending)
        try ShopStore.answer(id, input.message, tx)
      }
      let waiting = try ShopStore.find(id, tx) ?? shop
      try HistoryStore.add(
        .answered, to: id, by: tx.origin?.account, answer: input.message, vault, tx)
      try mailAdmins(tx) { ShopMails(site: site).answered(shop, $0) }
      try tx.record("shop.answered", waiting, from: shop)
      return waiting
    }
  }
}
