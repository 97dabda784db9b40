import Kernel
import Persistence
import Web

extension Catalog {
  /// Lets the goods leave their source: until they come they lie nowhere and can't be bought. All of them go or none. Throws
  /// `.notFound`, `.notAllowedNow` for an empty transfer and for one that left already, `.stockHeld` with the variants of
  /// which fewer lie there, or of which checkouts and orders hold too many.
  package func sendTransfer(_ id: StockTransferID, of shop: ShopID) async throws -> FullTransfer {
    try await database.write { tx in
      let transfer = try lock(id, of: shop, tx)
      guard transfer.status == .draft else {
        throw Problem(.notAllowedNow, "This transfer has left already.")
      }
      let source = try place(transfer.source, of: shop, tx)
      try StockTransferStore.lockVariants(of: id, tx)
      let lines = try StockTransferStore.lines(of: id, tx)
      guard !lines.isEmpty else { throw Problem(.notAllowedNow, "Say first what is to go.") }
      var movements: [NewMovement] = []
      var refused: [FieldError] = []
      for line in lines {
        if let moved = try take(line, from: source, because: StockCause(transfer: id), tx) {
          movements.append(moved)
        } else {
          refused.append(try refusal(line, at: source, tx))
        }
      }
      // Nothing half leaves: the refusal takes back what was changed so far.
      if !refused.isEmpty { throw Problem(.stockHeld, fields: refused) }
      try StockMovementStore.append(movements, tx)
      try StockTransferStore.send(id, tx)
      try tx.record("stock.transfer_sent", on: id, shop: shop, after: transfer.logged)
      return try full(id, of: shop, tx)
    }
  }

  /// Puts what came to the target, as often as something comes; the transfer ends with the last piece. More than was on the
  /// way is found. Throws `.notFound`, `.notAllowedNow` unless goods are on the way, `.invalidInput` for nothing at all, for
  /// variants that the transfer does not have, and for more than can be counted, `.conflict` with the lines of which somebody
  /// else noted something meanwhile.
  package func receiveTransfer(
    _ id: StockTransferID, of shop: ShopID, _ input: StockReceiptInput
  ) async throws -> FullTransfer {
    try await database.write { tx in
      let transfer = try travelling(id, of: shop, tx)
      guard !input.lines.isEmpty else {
        throw Problem.invalid("lines", "required", "Say how many pieces came.")
      }
      let target = try place(transfer.target, of: shop, tx)
      try StockTransferStore.lockVariants(of: id, tx)
      let present = try StockTransferStore.lines(of: id, tx)
      let byVariant = Dictionary(uniqueKeysWithValues: present.map { ($0.variant, $0) })
      try check(input, against: byVariant)
      var movements: [NewMovement] = []
      for typed in input.lines.sorted(by: { $0.variant < $1.variant }) {
        guard let line = byVariant[typed.variant] else { continue }
        let expected = min(typed.pieces, line.open)
        movements += try bring(line, expected, at: target, because: StockCause(transfer: id), of: shop, tx)
        movements += try bring(
          line, typed.pieces - expected, at: target, because: StockCause(transfer: id, .found), of: shop, tx)
        try StockTransferStore.add(received: expected, missing: 0, of: line.variant, in: id, tx)
      }
      try StockMovementStore.append(movements, tx)
      let pieces = input.lines.reduce(0) { $0 + $1.pieces }
      try tx.record("stock.transfer_received", on: id, shop: shop, after: ["pieces": .integer(pieces)])
      if try full(id, of: shop, tx).open == 0 { try StockTransferStore.end(id, as: .received, tx) }
      return try full(id, of: shop, tx)
    }
  }

  /// Ends a transfer of which the rest does not come: it is written as having come and been lost, or damaged, so that the
  /// movements tell it. Throws `.notFound`, `.notAllowedNow` unless goods are on the way.
  package func closeTransfer(
    _ id: StockTransferID, of shop: ShopID, _ input: StockShortfallInput
  ) async throws -> FullTransfer {
    try await database.write { tx in
      let transfer = try travelling(id, of: shop, tx)
      try StockTransferStore.lockVariants(of: id, tx)
      var movements: [NewMovement] = []
      for line in try StockTransferStore.lines(of: id, tx) where line.open > 0 {
        try StockTransferStore.add(received: 0, missing: line.open, of: line.variant, in: id, tx)
        guard line.keepsStock else { continue }
        let causes = [
          (line.open, StockCause(transfer: id)),
          (-line.open, StockCause(transfer: id, input.reason, note: input.note)),
        ]
        var balance = line.onHand
        for (delta, cause) in causes {
          balance += delta
          movements.append(
            NewMovement(
              variant: line.variant, shop: shop, delta: delta, balance: balance, cause: cause,
              location: transfer.target))
        }
      }
      try StockMovementStore.append(movements, tx)
      try StockTransferStore.end(id, as: .received, tx)
      var after: [String: JSONValue] = ["reason": .string(input.reason.rawValue)]
      after["pieces"] = .integer(movements.reduce(0) { $0 + max(0, $1.delta) })
      try tx.record("stock.transfer_closed", on: id, shop: shop, after: after)
      return try full(id, of: shop, tx)
    }
  }

  /// Gives a transfer up; what is on the way goes back to its source, and what came stays where it came. Throws `.notFound`,
  /// `.notAllowedNow` when it has ended, `.invalidInput` where more would lie there than can be counted.
  package func cancelTransfer(
    _ id: StockTransferID, of shop: ShopID, when condition: @escaping Condition<FullTransfer> = { _ in }
  ) async throws {
    try await database.write { tx in
      let transfer = try lock(id, of: shop, tx)
      let before = try full(id, of: shop, tx)
      try condition(before)
      guard [.draft, .sent].contains(transfer.status) else {
        throw Problem(.notAllowedNow, "This transfer has ended.")
      }
      if transfer.status == .sent {
        let source = try place(transfer.source, of: shop, tx)
        try StockTransferStore.lockVariants(of: id, tx)
        var movements: [NewMovement] = []
        for line in try StockTransferStore.lines(of: id, tx) {
          movements += try bring(
            line, line.open, at: source, because: StockCause(transfer: id), of: shop, tx)
        }
        try StockMovementStore.append(movements, tx)
      }
      try StockTransferStore.end(id, as: .cancelled, tx)
      try tx.record("stock.transfer_cancelled", on: id, shop: shop, before: transfer.logged)
    }
  }
}

extension Catalog {
  private func travelling(_ id: StockTransferID, of shop: ShopID, _ tx: Transaction) throws -> StockTransfer {
    let transfer = try lock(id, of: shop, tx)
    switch transfer.status {
    case .sent: return transfer
    case .draft: throw Problem(.notAllowedNow, "This transfer has not left yet.")
    case .received, .cancelled: throw Problem(.notAllowedNow, "This transfer has ended.")
    }
  }

  /// A location of a transfer that has not ended; it is in use, as nothing else can be closed.
  private func place(_ id: StockLocationID, of shop: ShopID, _ tx: Transaction) throws -> StockLocation {
    guard let held = try StockLocationStore.hold([id], of: shop, tx)[id] else {
      throw Problem(.notAllowedNow, "The shop does not use this location any more.")
    }
    return held
  }

  private func check(_ input: StockReceiptInput, against lines: [VariantID: StockTransferLine]) throws {
    var unknown: [FieldError] = []
    var overtaken: [FieldError] = []
    var seen: Set<VariantID> = []
    for typed in input.lines {
      let field = "lines.\(typed.variant)"
      guard let line = lines[typed.variant], seen.insert(typed.variant).inserted else {
        unknown.append(FieldError(field: field, code: "unknown", message: "This transfer has no such line."))
        continue
      }
      if let expected = typed.seen, expected != line.open {
        overtaken.append(
          FieldError(field: field, code: "conflict", message: "Meanwhile \(line.open) are on the way."))
      }
    }
    if !unknown.isEmpty { throw Problem(.invalidInput, fields: unknown) }
    if !overtaken.isEmpty { throw Problem(.conflict, fields: overtaken) }
  }

  /// Puts pieces to a location. A variant that is gone meanwhile, or is not counted any more, leaves no trace in the stock;
  /// that of a product in the bin does, as the product can be restored.
  private func bring(
    _ line: StockTransferLine, _ pieces: Int64, at location: StockLocation, because cause: StockCause,
    of shop: ShopID, _ tx: Transaction
  ) throws -> [NewMovement] {
    guard pieces > 0, line.keepsStock else { return [] }
    let moved = try stock.change(line.variant, of: shop, by: pieces, at: location, because: cause, tx)
    guard let moved else {
      throw Problem.invalid("lines.\(line.variant)", "too_large", "That is more than can be counted.")
    }
    return [moved]
  }

  /// `nil` when fewer lie there, or checkouts and orders hold too many. What sells on is sent only as far as it is there.
  private func take(
    _ line: StockTransferLine, from source: StockLocation, because cause: StockCause, _ tx: Transaction
  ) throws -> NewMovement? {
    let there = try LocationStockStore.quantity(line.variant, at: source, tx)
    guard there >= line.quantity else { return nil }
    return try stock.change(
      line.variant, of: source.shop, by: -line.quantity, at: source, because: cause, tx)
  }

  private func refusal(
    _ line: StockTransferLine, at source: StockLocation, _ tx: Transaction
  ) throws -> FieldError {
    let field = "lines.\(line.variant)"
    guard line.isCounted, let level = try StockLevelStore.find(line.variant, of: source.shop, tx) else {
      return FieldError(field: field, code: "unknown", message: "Nobody counts this here.")
    }
    return FieldError(
      field: field, code: "held", message: try Catalog.refusal(to: -line.quantity, level, at: source, tx))
  }
}
