import Kernel
import Persistence

/// A state of a product that can be had back.
struct ProductRevision: Sendable, RowDecodable {
  let id: ProductRevisionID
  let number: Int64
  let at: Timestamp
  let state: ProductState

  init(row: inout Row) throws {
    id = try row.next("r.id")
    number = try row.next("r.number")
    at = try row.next("r.at")
    state = try row.next("r.state")
  }
}

/// What products said after each change.
enum ProductRevisionStore {
  /// How many states of a product can be had back; the oldest go first.
  static let kept: Int64 = 50
  private static let columns = SQL.columns(of: ProductRevision.self)

  /// Keeps what a locked product says, where it is not what was kept last.
  static func keep(_ product: Product, at: Timestamp, _ tx: Transaction) throws {
    let state = ProductState(product.draft)
    let newest = try newest(of: product.id, tx)
    if newest?.state == state { return }
    let number = (newest?.number ?? 0) + 1
    let row: NamedValues = [
      "id": ProductRevisionID(at: tx.now), "product_id": product.id, "number": number, "at": at,
      "state": state,
    ]
    try tx.run("INSERT INTO product_revisions \(values: [row])")
    try tx.run(
      "DELETE FROM product_revisions WHERE product_id = \(product.id) AND number <= \(number - kept)")
  }

  /// One of the product's states.
  static func find(
    _ id: ProductRevisionID, of product: ProductID, _ snapshot: Snapshot
  ) throws -> ProductRevision? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM product_revisions r WHERE r.id = \(id) AND r.product_id = \(product)
      """)
  }

  /// Those of the product's states that changes at these moments led to.
  static func of(
    _ product: ProductID, at moments: [Timestamp], _ snapshot: Snapshot
  ) throws -> [Timestamp: ProductRevisionID] {
    guard !moments.isEmpty else { return [:] }
    let rows = try snapshot.all(
      """
      SELECT at, id FROM product_revisions
      WHERE product_id = \(product) AND at IN \(list: moments) ORDER BY number
      """
    ) { row in (try row.next(Timestamp.self), try row.next(ProductRevisionID.self)) }
    return Dictionary(rows) { $1 }
  }

  private static func newest(of product: ProductID, _ snapshot: Snapshot) throws -> ProductRevision? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM product_revisions r WHERE r.product_id = \(product)
      ORDER BY r.number DESC LIMIT 1
      """)
  }
}
