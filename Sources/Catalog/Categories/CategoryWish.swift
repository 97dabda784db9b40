import Identity
import Kernel
import Persistence
import Vendors
import Web

/// A place in the range of goods as vendors' files name it, where no category has that name. Vendors don't make
/// categories; an administrator says which one is meant.
package struct CategoryWish: Sendable, RowDecodable {
  /// What a file may wish for: the deepest category that there can be, with all the names above it.
  static let rule = Rule<String>.text(1...700)

  /// In the words of one of the vendors.
  package let wish: String
  /// How many products wish for it and stand in no category.
  package let products: Int64

  package init(row: inout Row) throws {
    wish = try row.next()
    products = try row.next()
  }

  /// What wishes are compared by: names from the top, whatever case, accents and spaces.
  static func key(_ text: String) -> String {
    text.split(separator: ">").map { SearchWords.key(String($0)) }.filter { !$0.isEmpty }.joined(
      separator: " > ")
  }
}

/// Which category is meant by a wish.
package struct CategoryWishAnswerInput: Input {
  let wish: String
  let category: String

  package init(from input: inout InputReader) throws {
    wish = input.required("wish", CategoryWish.rule)
    category = input.required("category", .text(1...100))
  }
}

extension Catalog {
  /// What vendors' files wish for and nobody has answered yet, the most wanted first.
  package func categoryWishes(limit: Int = 100) async throws -> [CategoryWish] {
    try await database.read { try CategoryWishStore.open(limit: limit, $0) }
  }

  /// Puts the products that wish for it into a category, those that have none, now and when they come later; answers
  /// with how many. Throws `.invalidInput` for an unknown category, `.ownShop` for a wish of one's own shop.
  package func grantWish(_ answer: CategoryWishAnswerInput) async throws -> Int64 {
    try await database.write { tx in
      guard let category = try CategoryStore.byReference(answer.category, tx) else {
        throw Problem.invalid("category", "unknown", "There is no such category.")
      }
      let key = CategoryWish.key(answer.wish)
      if try CategoryWishStore.isWished(key, by: Vendors.ownShops(tx), tx) { throw Problem(.ownShop) }
      try CategoryWishStore.answer(key, with: category.id, tx)
      let count = try CategoryWishStore.place(key, in: category.id, tx)
      try tx.record(
        "category.wish_granted", on: category.id,
        after: ["wish": .string(answer.wish), "products": .integer(Int64(count))])
      changes.look(after: tx)
      return Int64(count)
    }
  }
}
