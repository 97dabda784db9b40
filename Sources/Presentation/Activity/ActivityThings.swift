import Catalog
import Identity
import Kernel
import Ordering
import Settlement
import Vendors

/// What the things are called that entries of the audit log are about: orders by their numbers, products by their titles,
/// payouts by their amounts, papers by what they prove, files by their names; refunds go by their orders.
package struct ActivityThings: Sendable {
  private let orders: [OrderID: String]
  private let products: [ProductID: String]
  private let refunds: [RefundID: OrderID]
  private let payouts: [PayoutID: Money]
  private let documents: [ShopDocumentID: DocumentKind]
  private let files: [ImportID: String]

  /// Looks up what is there of these entries' things.
  package init(
    of entries: [AuditEntry], _ vendors: Vendors, _ ordering: Ordering, _ catalog: Catalog,
    _ settlement: Settlement
  ) async throws {
    refunds = try await settlement.refundedOrders(entries.compactMap { RefundID($0.target) })
    orders = try await ordering.orderNumbers(entries.compactMap { OrderID($0.target) } + refunds.values)
    products = try await catalog.productTitles(entries.compactMap { ProductID($0.target) })
    payouts = try await settlement.payoutAmounts(entries.compactMap { PayoutID($0.target) })
    documents = try await vendors.documentKinds(entries.compactMap { ShopDocumentID($0.target) })
    files = try await catalog.importFileNames(entries.compactMap { ImportID($0.target) })
  }

  /// The order that an entry is about, with its number.
  package func order(of entry: AuditEntry) -> (id: OrderID, number: String)? {
    guard let id = OrderID(entry.target) ?? RefundID(entry.target).flatMap({ refunds[$0] }),
      let number = orders[id]
    else { return nil }
    return (id, number)
  }

  /// The product that an entry is about, with its title.
  package func product(of entry: AuditEntry) -> (id: ProductID, title: String)? {
    guard let id = ProductID(entry.target), let title = products[id] else { return nil }
    return (id, title)
  }

  /// The payout that an entry is about, with its amount.
  package func payout(of entry: AuditEntry) -> (id: PayoutID, amount: Money)? {
    guard let id = PayoutID(entry.target), let amount = payouts[id] else { return nil }
    return (id, amount)
  }

  /// What the paper proves that an entry is about; of one that was deleted the entry itself tells it.
  package func document(of entry: AuditEntry) -> DocumentKind? {
    guard let id = ShopDocumentID(entry.target) else { return nil }
    if let kind = documents[id] { return kind }
    let told = entry.changes.first { $0.field == "kind" }
    guard case .string(let kind)? = told?.before ?? told?.after else { return nil }
    return DocumentKind(rawValue: kind)
  }

  /// The file of products that an entry is about, with its name.
  package func file(of entry: AuditEntry) -> (id: ImportID, name: String)? {
    guard let id = ImportID(entry.target), let name = files[id] else { return nil }
    return (id, name)
  }

  /// What the thing is called that an entry is about.
  package func name(of entry: AuditEntry) -> Words? {
    if let typed = order(of: entry)?.number ?? product(of: entry)?.title ?? file(of: entry)?.name {
      return Words(verbatim: typed)
    }
    return payout(of: entry).map { "\($0.amount)" } ?? document(of: entry)?.title
  }
}
