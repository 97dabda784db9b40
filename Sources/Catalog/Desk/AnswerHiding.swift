import Identity
import Kernel
import Persistence
import Web

/// What a vendor says to the hiding of a product.
package struct HidingAnswerInput: Input {
  package let text: String

  package init(from input: inout InputReader) throws {
    text = input.required("text", HidingRules.text)
  }

  /// An answer from code, already validated.
  package init(text: String) { self.text = text }
}

extension Catalog {
  /// Answers why a product of the shop is hidden, so that administrators look at it again; it stays hidden until then. The
  /// same again is taken as the answer that is there. Throws `.notFound`, `.notAllowedNow` for a product that is not
  /// hidden, and when the last word is the vendor's already.
  package func answerHiding(
    _ reference: String, of shop: ShopID, _ input: HidingAnswerInput
  ) async throws -> Product {
    try await database.write { [self] tx in
      let product = try lock(reference, of: shop, tx)
      guard product.deletedAt == nil else { throw Problem(.notFound, "Restore the product first.") }
      guard let hiding = product.hiding else { throw Problem(.notAllowedNow, "The product is not hidden.") }
      if hiding.answer == input.text { return product }
      guard !hiding.isAnswered else { throw Problem(.notAllowedNow, "You answered already; we look at it.") }
      try HidingStore.answer(product.id, input.text, tx)
      try tx.record("product.answered", on: product.id, shop: shop, after: ["answer": .string(input.text)])
      return try ProductStore.find(product.id, tx) ?? product
    }
  }

  /// How many hidden products wait for the marketplace, as their vendors have answered.
  package func answeredHidingCount() async throws -> Int {
    try await database.read { try HidingStore.answeredCount($0) }
  }
}
