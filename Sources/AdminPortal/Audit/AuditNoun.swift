import Kernel

/// What the log's actions are about: the part of their names before the dot.
enum AuditNoun {
  /// All that was done with things of one kind, as a list to choose from says it.
  static func everything(_ noun: String) -> Words {
    "\(titles[noun] ?? Words(verbatim: noun)): everything"
  }

  private static let titles: [String: Words] = [
    "account": "Account",
    "application": "Application",
    "attribute": "Attribute",
    "audit": "Audit",
    "categories": "Categories",
    "category": "Category",
    "commission": "Commission",
    "destination": "Destination",
    "document": "Document",
    "domain": "Domain",
    "home": "Home page",
    "import": "Import",
    "order": "Order",
    "passkey": "Passkey",
    "payout": "Payout",
    "product": "Product",
    "refund": "Refund",
    "searchRule": "Words of the search",
    "secondFactor": "Second factor",
    "shop": "Shop",
    "staff": "Staff",
    "stock": "Stock",
  ]
}
