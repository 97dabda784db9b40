import Kernel
import Persistence
import Web

package enum StockNoticeEntity: Entity { package static let idPrefix = "notice" }
/// Names a wish to be told.
package typealias StockNoticeID = ID<StockNoticeEntity>

/// Somebody wants to be told when a variant can be bought again.
package struct StockNotice: Sendable {
  package let id: StockNoticeID
  package let variant: VariantID
  package let product: ProductID
  package let productTitle: String
  package let variantTitle: String
  /// `nil` for a guest.
  package let account: AccountID?
  /// In lower case.
  package let email: String
  /// The tag of the language in which it was asked for.
  package let language: String
  /// Opens the way to get no such mails any more.
  package let token: String
  package let createdAt: Timestamp
  /// When the account asked, or a guest pressed the button in the mail that asks; `nil` until then.
  package let confirmedAt: Timestamp?
  /// When that mail was left last; `nil` for an account's.
  let confirmationAt: Timestamp?
  /// When the mail about it was left; `nil` while it waits.
  package let toldAt: Timestamp?
}

extension StockNotice: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("n.id")
    variant = try row.next("n.variant_id")
    product = try row.next("v.product_id")
    productTitle = try row.next("p.title")
    variantTitle = try row.next("v.title")
    account = try row.next("n.account_id")
    email = try row.next("n.email")
    language = try row.next("n.language")
    token = try row.next("n.token")
    createdAt = try row.next("n.created_at")
    confirmedAt = try row.next("n.confirmed_at")
    confirmationAt = try row.next("n.confirmation_at")
    toldAt = try row.next("n.told_at")
  }
}

/// Which variant somebody waits for.
package struct StockNoticeInput: Input {
  package let variant: VariantID
  /// Needed of those who are not signed in, and confirmed by mail; who is signed in is told at the account's own.
  package let email: EmailAddress?

  package init(from input: inout InputReader) throws {
    variant = input.required("variant", .id(VariantID.self))
    email = input.optional("email", .email)
  }
}

/// What the link in such a mail carries.
package struct StockNoticeTokenInput: Input {
  package let token: String

  package init(from input: inout InputReader) throws {
    token = input.required("token", .text(1...100))
  }
}
