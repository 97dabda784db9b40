import Areas
import Catalog
import Kernel
import Ordering
import Vendors
import Web

/// Where the pages of the seller portal are; those of one shop through a value.
package struct SellerPaths: Sendable {
  /// The shop's address in the site.
  package let shop: String

  /// The pages of the shop with this slug or id.
  package init(shop: String) { self.shop = shop }

  /// The pages of this shop.
  package init(_ shop: Shop) { self.init(shop: shop.slug) }

  /// The first page of the shop.
  package var dashboard: String { "/sell/\(shop)" }

  /// Finds products, orders and customers of the shop.
  package var search: String { "/sell/\(shop)/search" }

  /// Takes the answer to a rejection that was written on the first page.
  package var answer: String { "/sell/\(shop)/answer" }

  /// What was done in the shop.
  package var activity: String { "/sell/\(shop)/activity" }
}

// Pages outside of one shop.
extension SellerPaths {
  /// The shops that one works for.
  package static let shops = "/sell"

  /// The form that opens a shop.
  package static let newShop = "/sell/new"

  /// Brings a shop back that was closed.
  package static func restoring(_ shop: ShopID) -> String { "/sell/closed/\(shop)/restore" }

  /// Ends one's own work in a shop.
  package static func leaving(_ shop: ShopID) -> String { "/sell/workplaces/\(shop)/leave" }

  /// Accepts an invitation that waits for the viewer.
  package static func accepting(_ invitation: InvitationID) -> String {
    "/sell/invitations/\(invitation)/accept"
  }

  /// Turns down an invitation that waits for the viewer.
  package static func declining(_ invitation: InvitationID) -> String {
    "/sell/invitations/\(invitation)/decline"
  }

  /// What the link in the mail of an invitation shows.
  package static func invitation(token: String) -> String { "/invitations/\(token)" }

  /// Accepts the invitation of a link.
  package static func accepting(token: String) -> String { "/invitations/\(token)/accept" }

  /// Turns down the invitation of a link.
  package static func declining(token: String) -> String { "/invitations/\(token)/decline" }
}

// Goods.
extension SellerPaths {
  /// The shop's products.
  package var products: String { "/sell/\(shop)/products" }

  /// The products that a tab of the list shows.
  package func products(showing tab: String?) -> String { ListAddress.make(products, [("show", tab)]) }

  /// The products that the list shows, as a file of this format.
  package func products(as format: TableFormat) -> String { "/sell/\(shop)/products.\(format.rawValue)" }

  /// State, price and stock of many products in one form.
  package var productSheet: String { "/sell/\(shop)/products/sheet" }

  /// Takes back what that form changed.
  package func undoing(_ edit: BulkEditID) -> String { "/sell/\(shop)/products/sheet/\(edit)/undo" }

  /// One product.
  package func product(_ product: ProductID) -> String { self.product(product.description) }

  /// The product with this slug or id.
  package func product(_ product: String) -> String { "/sell/\(shop)/products/\(product)" }

  /// Takes a product out of the shop.
  package func deleting(_ product: ProductID) -> String { "/sell/\(shop)/products/\(product)/delete" }

  /// Brings a product back that was deleted.
  package func restoring(_ product: ProductID) -> String { "/sell/\(shop)/products/\(product)/restore" }

  /// Who changed what of a product.
  package func history(of product: ProductID) -> String { "/sell/\(shop)/products/\(product)/history" }

  /// What restoring a state of a product would change.
  package func revision(_ revision: ProductRevisionID, of product: ProductID) -> String {
    "/sell/\(shop)/products/\(product)/history/\(revision)"
  }

  /// Takes the answer to the hiding of a product.
  package func answering(_ product: ProductID) -> String { "/sell/\(shop)/products/\(product)/answer" }

  /// The texts of a product in another language, by its tag.
  package func texts(of product: ProductID, in language: String) -> String {
    "/sell/\(shop)/products/\(product)/languages/\(language)"
  }

  /// Makes a copy of a product.
  package func duplicating(_ product: ProductID) -> String { "/sell/\(shop)/products/\(product)/duplicates" }

  /// Takes new pictures of a product.
  package func pictures(of product: ProductID) -> String { "/sell/\(shop)/products/\(product)/pictures" }

  /// Takes the order of a product's pictures.
  package func pictureOrder(of product: ProductID) -> String {
    "/sell/\(shop)/products/\(product)/pictures/order"
  }

  /// Shows what a picture of a product would be after an edit.
  package func pictureEdit(of product: ProductID) -> String {
    "/sell/\(shop)/products/\(product)/pictures/edit"
  }

  /// Puts an edited picture in the place of another.
  package func pictureEdited(of product: ProductID) -> String {
    "/sell/\(shop)/products/\(product)/pictures/edit/apply"
  }

  /// Takes all edits of a picture back.
  package func pictureRestored(of product: ProductID) -> String {
    "/sell/\(shop)/products/\(product)/pictures/edit/undo"
  }

  /// Removes a picture of a product.
  package func pictureRemoval(of product: ProductID) -> String {
    "/sell/\(shop)/products/\(product)/pictures/remove"
  }
}

// Orders and money.
extension SellerPaths {
  /// The shop's orders.
  package var orders: String { "/sell/\(shop)/orders" }

  /// The orders that a tab of the list shows.
  package func orders(showing tab: String?) -> String { ListAddress.make(orders, [("status", tab)]) }

  /// The orders that the list shows, as a file of this format.
  package func orders(as format: TableFormat) -> String { "/sell/\(shop)/orders.\(format.rawValue)" }

  /// One order of the shop.
  package func order(_ order: OrderID) -> String { "/sell/\(shop)/orders/\(order)" }

  /// What was booked.
  package var balance: String { "/sell/\(shop)/balance" }

  /// What was booked on one account.
  package func balance(account: String?, currency: String? = nil) -> String {
    ListAddress.make(balance, [("account", account), ("currency", currency)])
  }

  /// What the shop was paid; takes the form that asks for more.
  package var payouts: String { "/sell/\(shop)/balance/payouts" }
}

// The business behind the shop.
extension SellerPaths {
  /// Where the application stands, and what it lacks.
  package var application: String { "/sell/\(shop)/application" }

  /// Takes the answer to a question of the marketplace.
  package var applicationAnswer: String { "/sell/\(shop)/application/answer" }

  /// Who sells here.
  package var business: String { "/sell/\(shop)/application/business" }

  /// Papers that show who sells here.
  package var documents: String { "/sell/\(shop)/application/documents" }

  /// A paper itself.
  package func documentFile(_ document: ShopDocumentID) -> String {
    "/sell/\(shop)/application/documents/\(document)/file"
  }

  /// Takes a paper back.
  package func deleting(_ document: ShopDocumentID) -> String {
    "/sell/\(shop)/application/documents/\(document)/delete"
  }

  /// Where the shop wants its money.
  package var destinations: String { "/sell/\(shop)/application/payouts" }

  /// One place where money goes.
  package func destination(_ destination: PayoutDestinationID) -> String {
    "/sell/\(shop)/application/payouts/\(destination)"
  }

  /// Deletes a place where money goes.
  package func deleting(_ destination: PayoutDestinationID) -> String {
    "/sell/\(shop)/application/payouts/\(destination)/delete"
  }
}

// People and settings.
extension SellerPaths {
  /// Who works in the shop.
  package var staff: String { "/sell/\(shop)/staff" }

  /// One member of the staff.
  package func member(_ account: AccountID) -> String { "/sell/\(shop)/staff/\(account)" }

  /// Ends somebody's work in the shop.
  package func removing(_ account: AccountID) -> String { "/sell/\(shop)/staff/\(account)/remove" }

  /// Takes an invitation's form.
  package var invitations: String { "/sell/\(shop)/staff/invitations" }

  /// Mails an invitation again.
  package func resending(_ invitation: InvitationID) -> String {
    "/sell/\(shop)/staff/invitations/\(invitation)/resend"
  }

  /// Takes an invitation back.
  package func revoking(_ invitation: InvitationID) -> String {
    "/sell/\(shop)/staff/invitations/\(invitation)/revoke"
  }

  /// How the shop presents itself.
  package var settings: String { "/sell/\(shop)/settings" }

  /// The shop's own pictures.
  package var shopPictures: String { "/sell/\(shop)/settings/pictures" }

  /// Takes a new picture of the shop.
  package func shopPicture(_ picture: ShopPicture) -> String {
    "/sell/\(shop)/settings/pictures/\(picture.rawValue)"
  }

  /// Removes a picture of the shop.
  package func removing(_ picture: ShopPicture) -> String {
    "/sell/\(shop)/settings/pictures/\(picture.rawValue)/remove"
  }

  /// The texts of the shop in another language, by its tag.
  package func texts(in language: String) -> String { "/sell/\(shop)/settings/languages/\(language)" }

  /// Hours, contact and links.
  package var contact: String { "/sell/\(shop)/settings/contact" }

  /// The ways in which the shop delivers.
  package var delivery: String { "/sell/\(shop)/settings/delivery" }

  /// Which mails the owner gets.
  package var mails: String { "/sell/\(shop)/settings/mails" }

  /// The shop's own host name.
  package var domain: String { "/sell/\(shop)/settings/domain" }

  /// Looks for the record that shows whose a domain is.
  package var domainCheck: String { "/sell/\(shop)/settings/domain/verify" }

  /// Gives the domain up.
  package var domainRemoval: String { "/sell/\(shop)/settings/domain/remove" }

  /// Closes the shop.
  package var closing: String { "/sell/\(shop)/settings/close" }
}
