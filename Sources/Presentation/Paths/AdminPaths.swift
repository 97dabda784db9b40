import Areas
import Catalog
import Identity
import Kernel
import Ordering
import Settlement
import Vendors
import Web

/// Where the pages of the admin portal are. Its route tables have the same addresses as templates.
package enum AdminPaths {
  /// What is to be done today.
  package static let dashboard = "/admin"

  /// Looks for anything.
  package static let search = "/admin/search"

  /// What vendors and administrators did.
  package static let audit = "/admin/audit"

  /// The same as a table.
  package static let auditTable = "/admin/audit.csv"

  /// Looks whether a row of the log was altered.
  package static let auditChecks = "/admin/audit/checks"

  /// What this account did.
  package static func audit(by account: AccountID) -> String {
    ListAddress.make(audit, [("account", account.description)])
  }

  /// Addresses that can't sign up.
  package static let barredAddresses = "/admin/barred-addresses"

  /// Looks for an address among them.
  package static let barredAddressSearches = "/admin/barred-addresses/searches"

  /// Lets an address sign up again.
  package static func liftBar(_ reference: String) -> String { "/admin/barred-addresses/\(reference)/lift" }

  /// All categories.
  package static let categories = "/admin/categories"

  /// Puts the goods of a vendor's wish into a category.
  package static let categoryWishes = "/admin/categories/wishes"

  /// A category by its slug.
  package static func category(_ slug: String) -> String { "/admin/categories/\(slug)" }

  /// Those directly below a category.
  package static func categories(below slug: String) -> String {
    ListAddress.make(categories, [("in", slug)])
  }

  /// Puts a category into another place.
  package static func moveCategory(_ slug: String) -> String { "/admin/categories/\(slug)/move" }

  /// Files of categories that were brought in, and the form for the next.
  package static let categoryImports = "/admin/category-imports"

  /// What became of a file of categories.
  package static func categoryImport(_ id: CategoryImportID) -> String { "/admin/category-imports/\(id)" }

  /// What the goods of a category say.
  package static func attributes(of category: String) -> String { "/admin/categories/\(category)/attributes" }

  /// An attribute of a category, both by their slugs.
  package static func attribute(_ attribute: String, of category: String) -> String {
    "/admin/categories/\(category)/attributes/\(attribute)"
  }

  /// Deletes an attribute.
  package static func deleteAttribute(_ attribute: String, of category: String) -> String {
    "/admin/categories/\(category)/attributes/\(attribute)/delete"
  }

  /// The texts of a category in another language, by its tag.
  package static func texts(ofCategory slug: String, in language: String) -> String {
    "/admin/categories/\(slug)/languages/\(language)"
  }

  /// Deletes a category.
  package static func deleteCategory(_ slug: String) -> String { "/admin/categories/\(slug)/delete" }

  /// What the search was taught, and what nobody found.
  package static let searchRules = "/admin/search-rules"

  /// Makes the search forget something.
  package static func deleteSearchRule(_ rule: SearchRuleID) -> String { "\(searchRules)/\(rule)/delete" }

  /// What the marketplace keeps of sales.
  package static let commission = "/admin/commission"

  /// Deletes a rule.
  package static func deleteCommission(_ rule: CommissionRuleID) -> String {
    "/admin/commission/\(rule)/delete"
  }

  /// Accounts that were closed for good.
  package static let erasures = "/admin/erasures"

  /// What became of the data of one.
  package static func erasure(_ erasure: ErasureID) -> String { "/admin/erasures/\(erasure)" }

  /// Orders of all shops.
  package static let orders = "/admin/orders"

  /// Those in this state.
  package static func orders(_ status: OrderStatus) -> String {
    ListAddress.make(orders, [("status", status.rawValue)])
  }

  /// The orders that the list shows, as a file of this format.
  package static func orders(as format: TableFormat) -> String { "/admin/orders.\(format.rawValue)" }

  /// One order.
  package static func order(_ order: OrderID) -> String { "/admin/orders/\(order)" }

  /// Where the declined refund of an order is sent again.
  package static func retryRefund(of order: OrderID) -> String { "/admin/orders/\(order)/refund" }

  /// What shops asked to be paid.
  package static let payouts = "/admin/payouts"

  /// Those in this state.
  package static func payouts(_ state: PayoutState) -> String {
    ListAddress.make(payouts, [("status", state.rawValue)])
  }

  /// The payouts that the list shows, as a file of this format.
  package static func payouts(as format: TableFormat) -> String { "/admin/payouts.\(format.rawValue)" }

  /// One payout.
  package static func payout(_ payout: PayoutID) -> String { "/admin/payouts/\(payout)" }

  /// Says that the money was sent.
  package static func completePayout(_ payout: PayoutID) -> String { "/admin/payouts/\(payout)/complete" }

  /// Says that it can't be sent.
  package static func failPayout(_ payout: PayoutID) -> String { "/admin/payouts/\(payout)/fail" }

  /// Goods of all shops.
  package static let products = "/admin/products"

  /// Those that the filter finds.
  package static func products(_ filter: DeskFilter) -> String {
    ListAddress.make(products, filter.parameters)
  }

  /// The products that the list shows, as a file of this format.
  package static func products(as format: TableFormat) -> String { "/admin/products.\(format.rawValue)" }

  /// One product.
  package static func product(_ product: ProductID) -> String { "/admin/products/\(product)" }

  /// Hides a product.
  package static func hideProduct(_ product: ProductID) -> String { "/admin/products/\(product)/hide" }

  /// Shows a hidden product again.
  package static func unhideProduct(_ product: ProductID) -> String { "/admin/products/\(product)/restore" }

  /// Decides about several products.
  package static let decideProducts = "/admin/products/bulk"

  /// Name and logo of the site.
  package static let site = "/admin/site"

  /// Takes a new logo.
  package static let siteLogo = "/admin/site/logo"

  /// All markets.
  package static let markets = "/admin/markets"

  /// A market by its code.
  package static func market(_ code: String) -> String { "/admin/markets/\(code)" }
}

// People.
extension AdminPaths {
  /// Everybody who has an account.
  package static let people = "/admin/people"

  /// Those in this state.
  package static func people(_ state: PersonState) -> String {
    ListAddress.make(people, [("state", state.rawValue)])
  }

  /// The people that the list shows, as a file of this format.
  package static func people(as format: TableFormat) -> String { "/admin/people.\(format.rawValue)" }

  /// Does something with several people.
  package static let changePeople = "/admin/people/bulk"

  /// Asks for the reason of a ban, and bans.
  package static let banPeople = "/admin/people/ban"

  /// Asks why these people are to be banned.
  package static func banPeople(_ accounts: [AccountID]) -> String {
    ListAddress.make(banPeople, accounts.map { (name: "ids", value: $0.description) })
  }

  /// One person.
  package static func person(_ account: AccountID) -> String { "/admin/people/\(account)" }

  /// Bans somebody.
  package static func ban(_ account: AccountID) -> String { "/admin/people/\(account)/ban" }

  /// Lets somebody log in again.
  package static func unban(_ account: AccountID) -> String { "/admin/people/\(account)/unban" }

  /// Logs somebody out everywhere.
  package static func signOut(_ account: AccountID) -> String { "/admin/people/\(account)/sign-out" }

  /// Gives somebody a role.
  package static func role(_ account: AccountID) -> String { "/admin/people/\(account)/role" }

  /// Takes somebody's role away.
  package static func demote(_ account: AccountID) -> String { "/admin/people/\(account)/demote" }

  /// Removes somebody's second factor.
  package static func resetSecondFactor(_ account: AccountID) -> String {
    "/admin/people/\(account)/second-factor"
  }

  /// Erases somebody's account.
  package static func erase(_ account: AccountID) -> String { "/admin/people/\(account)/erasure" }
}

// Shops, by their slug or id.
extension AdminPaths {
  /// All shops.
  package static let shops = "/admin/shops"

  /// Those in this state.
  package static func shops(_ status: ShopStatus) -> String { shops(ShopFilter(status: status)) }

  /// Those that the filter finds.
  package static func shops(_ filter: ShopFilter) -> String { ListAddress.make(shops, filter.parameters) }

  /// The shops that the list shows, as a file of this format.
  package static func shops(as format: TableFormat) -> String { "/admin/shops.\(format.rawValue)" }

  /// Decides about several shops.
  package static let decideShops = "/admin/shops/bulk"

  /// One shop.
  package static func shop(_ shop: String) -> String { "/admin/shops/\(shop)" }

  /// Opens a shop to customers.
  package static func approveShop(_ shop: String) -> String { "/admin/shops/\(shop)/approve" }

  /// Asks its vendor for more.
  package static func askShop(_ shop: String) -> String { "/admin/shops/\(shop)/request-information" }

  /// Refuses a shop.
  package static func rejectShop(_ shop: String) -> String { "/admin/shops/\(shop)/reject" }

  /// Hides a shop from customers.
  package static func suspendShop(_ shop: String) -> String { "/admin/shops/\(shop)/suspend" }

  /// Shows a suspended shop again.
  package static func unsuspendShop(_ shop: String) -> String { "/admin/shops/\(shop)/unsuspend" }

  /// Brings a closed shop back.
  package static func restoreShop(_ shop: String) -> String { "/admin/shops/\(shop)/restore" }

  /// Who is behind a shop.
  package static func shopBusiness(_ shop: String) -> String { "/admin/shops/\(shop)/business" }

  /// Where a shop is paid.
  package static func shopDestinations(_ shop: String) -> String {
    "/admin/shops/\(shop)/payout-destinations"
  }

  /// The papers of a shop.
  package static func shopDocuments(_ shop: String) -> String { "/admin/shops/\(shop)/documents" }

  /// The file of a document.
  package static func documentFile(_ document: ShopDocumentID, of shop: String) -> String {
    "/admin/shops/\(shop)/documents/\(document)/file"
  }

  /// Accepts a document.
  package static func acceptDocument(_ document: ShopDocumentID, of shop: String) -> String {
    "/admin/shops/\(shop)/documents/\(document)/accept"
  }

  /// Rejects a document.
  package static func rejectDocument(_ document: ShopDocumentID, of shop: String) -> String {
    "/admin/shops/\(shop)/documents/\(document)/reject"
  }
}
