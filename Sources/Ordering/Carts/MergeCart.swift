import Kernel
import Persistence

extension Ordering {
  /// Makes a guest's cart an account's when its holder signs in: the account keeps the cart as it is, or
  /// gets its lines into the open cart that it has. Quantities add up as far as there is stock. The
  /// second merge of a cart changes nothing. Throws `.notFound` for another account's cart.
  package func mergeCart(guest: CartID, into account: AccountID) async throws -> Cart {
    try await database.write { transaction in
      let now = clock.now()
      guard let source = try CartStore.lock(guest, transaction), source.belongs(to: account) else {
        throw Problem(.notFound)
      }
      let target = try CartStore.latestOpen(of: account, transaction)
      guard source.status == .open, source.account == nil else {
        return try cart(target?.id ?? guest, account, transaction)
      }
      guard let target, let locked = try CartStore.lock(target.id, transaction), locked.status == .open else {
        try CartStore.claim(guest, for: account, at: now, transaction)
        return try cart(guest, account, transaction)
      }
      try pour(source, into: locked, transaction)
      return try cart(locked.id, account, transaction)
    }
  }

  /// Moves what fits; a line in another currency or beyond the limit of lines stays behind.
  private func pour(_ source: CartHead, into target: CartHead, _ transaction: Transaction) throws {
    let now = clock.now()
    let coming = try CartLineStore.contents(of: source.id, transaction).lines
    let present = try CartLineStore.contents(of: target.id, transaction).lines
    var quantities = Dictionary(uniqueKeysWithValues: present.map { ($0.variant, $0.quantity) })
    let currency = target.currency ?? coming.first?.unitPrice.currency
    for line in coming where line.unitPrice.currency == currency {
      let old = quantities[line.variant] ?? 0
      guard old > 0 || quantities.count < Cart.maximumLines else { continue }
      let ceiling = min(max(line.available, 1), Cart.quantityRange.upperBound)
      let sum = max(old, min(old + line.quantity, ceiling))
      quantities[line.variant] = sum
      // The first line gives an empty cart its currency.
      _ = try CartStore.touch(
        target.id, viewer: target.account, adding: line.variant, at: now, transaction)
      try CartStore.put(
        line.variant, quantity: sum, price: line.priceSeen.amount, in: target.id, at: now, transaction)
    }
    try CartStore.set(.merged, of: source.id, at: now, transaction)
  }
}
