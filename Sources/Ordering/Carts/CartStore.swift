import Kernel
import Persistence

/// As many open carts as one holder is given at once; more than anybody has.
private let mostOpenCarts = 20

/// A cart without its lines.
struct CartHead: Sendable, RowDecodable {
  let id: CartID
  let account: AccountID?
  let status: CartStatus
  let currency: Currency?
  /// The first of the carts of a guest's browser; `nil` for the carts of accounts and of programs.
  let family: CartID?
  let updatedAt: Timestamp

  static let columns = SQL.columns(of: CartHead.self)

  init(row: inout Row) throws {
    id = try row.next("id")
    account = try row.next("account_id")
    status = try row.next("status")
    currency = try row.next("currency")
    family = try row.next("family_id")
    updatedAt = try row.next("updated_at")
  }

  /// Whose it is; `nil` for a guest's that nothing belongs to.
  var holder: CartHolder? { account.map(CartHolder.account) ?? family.map(CartHolder.family) }

  /// True when somebody with this account (or none) may use the cart.
  func belongs(to viewer: AccountID?) -> Bool { account == nil || account == viewer }
}

/// Whose carts belong together: an account's, or those of one browser.
enum CartHolder: Sendable {
  case account(AccountID)
  case family(CartID)

  fileprivate var condition: SQL {
    switch self {
    case .account(let id): "account_id = \(id)"
    case .family(let first): "family_id = \(first) AND account_id IS NULL"
    }
  }
}

/// What is in a cart, with all that is needed to price it.
struct CartContents: Sendable {
  /// In the order of the variants' ids.
  var lines: [CartLine] = []
  /// The shops' own delivery options; shops without any are missing.
  var options: [ShopID: [ShippingOption]] = [:]
  /// At whose prices it is; `nil` for those of the shops.
  var market: PriceMarket?

  /// How a shop delivers goods that cost this currency.
  func options(of shop: ShopID, in currency: Currency) -> [ShippingOption] {
    guard let own = options[shop] else { return [.standard(currency)] }
    return own.compactMap { $0.offered(in: currency, at: market) }
  }
}

/// The rows of `carts` and `cart_items`.
enum CartStore {
  /// False when there is a cart with this id. Waits for a transaction that makes one.
  @discardableResult
  static func insert(
    _ id: CartID, account: AccountID?, family: CartID? = nil, at now: Timestamp, _ transaction: Transaction
  ) throws -> Bool {
    let row: NamedValues = [
      "id": id, "account_id": account, "family_id": family, "status": "open", "created_at": now,
      "updated_at": now,
    ]
    return try transaction.run("INSERT INTO carts \(values: row) ON CONFLICT (id) DO NOTHING") == 1
  }

  static func head(_ id: CartID, _ snapshot: Snapshot) throws -> CartHead? {
    try snapshot.first("SELECT \(fragment: CartHead.columns) FROM carts WHERE id = \(id)")
  }

  /// As `head`, and keeps everybody else from changing the cart until the end of the transaction.
  static func lock(_ id: CartID, _ transaction: Transaction) throws -> CartHead? {
    try transaction.first(
      "SELECT \(fragment: CartHead.columns) FROM carts WHERE id = \(id) \(fragment: transaction.forUpdate)")
  }

  /// The cart that its holder last touched and has not checked out.
  static func latestOpen(of holder: CartHolder, _ snapshot: Snapshot) throws -> CartHead? {
    try open(of: holder, limit: 1, snapshot).first
  }

  /// The holder's carts that are not checked out, the one that was last touched first.
  static func open(
    of holder: CartHolder, limit: Int = mostOpenCarts, _ snapshot: Snapshot
  ) throws -> [CartHead] {
    try snapshot.all(
      """
      SELECT \(fragment: CartHead.columns) FROM carts WHERE \(fragment: holder.condition) AND status = 'open'
      ORDER BY updated_at DESC, id DESC LIMIT \(limit)
      """)
  }

  /// Makes a guest's cart, and those that its browser filled later, one family.
  static func setFamily(of id: CartID, _ transaction: Transaction) throws {
    try transaction.run("UPDATE carts SET family_id = id WHERE id = \(id) AND family_id IS NULL")
  }

  /// Marks an open cart as touched and gives it the variant's currency if it has none; `nil` when it is
  /// not open or not the viewer's. Locks the cart.
  static func touch(
    _ id: CartID, viewer: AccountID?, adding variant: VariantID, at now: Timestamp, _ transaction: Transaction
  ) throws -> CartHead? {
    // Reads variants and products for the currency.
    try transaction.first(
      """
      UPDATE carts SET updated_at = \(now), currency = COALESCE(currency, (
        SELECT p.currency FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = \(variant)))
      WHERE id = \(id) AND status = 'open' AND (account_id IS NULL OR account_id = \(viewer))
      RETURNING \(fragment: CartHead.columns)
      """)
  }

  /// Closes an open cart for its checkout; `nil` when it was not open.
  static func close(_ id: CartID, at now: Timestamp, _ transaction: Transaction) throws -> CartHead? {
    try transaction.first(
      """
      UPDATE carts SET status = 'closed', updated_at = \(now) WHERE id = \(id) AND status = 'open'
      RETURNING \(fragment: CartHead.columns)
      """)
  }

  static func set(
    _ status: CartStatus, of id: CartID, at now: Timestamp, _ transaction: Transaction
  ) throws {
    try transaction.run("UPDATE carts SET status = \(status), updated_at = \(now) WHERE id = \(id)")
  }

  /// Opens a cart again that is not the one its holder last touched.
  static func reopen(_ id: CartID, _ transaction: Transaction) throws {
    try transaction.run("UPDATE carts SET status = 'open' WHERE id = \(id)")
  }

  /// Makes a guest's carts that wait for their payment an account's, so that what comes back comes to it.
  static func claimWaiting(of guest: CartHead, for account: AccountID, _ transaction: Transaction) throws {
    let family = guest.family ?? guest.id
    try transaction.run(
      """
      UPDATE carts SET account_id = \(account)
      WHERE (family_id = \(family) OR id = \(guest.id)) AND account_id IS NULL AND status = 'closed'
        AND EXISTS (
          SELECT 1 FROM checkouts k WHERE k.cart_id = carts.id AND k.status = \(CheckoutStatus.awaitingPayment))
      """)
  }

  /// Makes a guest's cart an account's.
  static func claim(_ id: CartID, for account: AccountID, at now: Timestamp, _ transaction: Transaction)
    throws
  {
    try transaction.run("UPDATE carts SET account_id = \(account), updated_at = \(now) WHERE id = \(id)")
  }

  static func put(
    _ variant: VariantID, quantity: Int64, price: Money, in cart: CartID, at now: Timestamp,
    _ transaction: Transaction
  ) throws {
    let row: NamedValues = [
      "cart_id": cart, "variant_id": variant, "quantity": quantity, "price_seen": price.amount,
      "seen_currency": price.currency, "added_at": now,
    ]
    try transaction.run(
      """
      INSERT INTO cart_items \(values: row)
      ON CONFLICT (cart_id, variant_id)
      DO UPDATE SET quantity = excluded.quantity, price_seen = excluded.price_seen,
        seen_currency = excluded.seen_currency
      """)
  }

  /// Takes a line out. The cart has the currency of what came first of the rest, which the prices of a market can have
  /// let in beside it; one that is empty then has none.
  static func remove(_ variant: VariantID, from cart: CartID, _ transaction: Transaction) throws {
    try transaction.run("DELETE FROM cart_items WHERE cart_id = \(cart) AND variant_id = \(variant)")
    // Reads variants and products for the currency.
    try transaction.run(
      """
      UPDATE carts SET currency = (
        SELECT p.currency FROM cart_items i JOIN variants v ON v.id = i.variant_id
        JOIN products p ON p.id = v.product_id
        WHERE i.cart_id = \(cart) ORDER BY i.added_at, i.variant_id LIMIT 1)
      WHERE id = \(cart)
      """)
  }

  /// Pieces over all lines.
  static func itemCount(_ cart: CartID, _ snapshot: Snapshot) throws -> Int64 {
    try snapshot.value(
      "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM cart_items WHERE cart_id = \(cart)") ?? 0
  }

  /// Deletes an account's carts that were not checked out.
  @discardableResult
  static func deleteOpen(of account: AccountID, _ transaction: Transaction) throws -> Int {
    try transaction.run(
      """
      DELETE FROM carts WHERE account_id = \(account)
        AND NOT EXISTS (SELECT 1 FROM checkouts k WHERE k.cart_id = carts.id)
      """)
  }

  /// Deletes open guests' carts that nobody touched since `moment`, at most `limit`; answers how many.
  static func deleteForgotten(
    since moment: Timestamp, limit: Int, _ transaction: Transaction
  ) throws -> Int {
    try transaction.run(
      """
      DELETE FROM carts WHERE id IN (
        SELECT id FROM carts c WHERE c.account_id IS NULL AND c.status = 'open' AND c.updated_at < \(moment)
          AND NOT EXISTS (SELECT 1 FROM checkouts k WHERE k.cart_id = c.id)
        LIMIT \(limit))
      """)
  }
}
