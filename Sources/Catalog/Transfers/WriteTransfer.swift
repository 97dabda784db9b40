import Kernel
import Persistence
import Web

extension Catalog {
  /// Writes down what is to go from one location to another; nothing moves yet. Throws `.invalidInput` for a location that
  /// the shop does not use, for twice the same one, and for variants that the shop does not count.
  package func writeTransfer(_ input: StockTransferInput, in shop: ShopID) async throws -> FullTransfer {
    try await database.write { tx in
      let held = try StockLocationStore.hold([input.source, input.target], of: shop, tx)
      var errors: [FieldError] = []
      for (field, id) in [("source", input.source), ("target", input.target)] where held[id] == nil {
        errors.append(
          FieldError(field: field, code: "unknown", message: "Choose a location that the shop uses."))
      }
      if errors.isEmpty, input.source == input.target {
        errors.append(
          FieldError(
            field: "target", code: "same", message: "Goods go to another location than they come from."))
      }
      let wanted = Set(input.lines.map(\.variant))
      let counted = wanted.isEmpty ? [] : try StockTransferStore.counted(wanted.sorted(), of: shop, tx)
      for (index, line) in input.lines.enumerated() where !counted.contains(line.variant) {
        errors.append(
          FieldError(field: "lines[\(index)].variant", code: "unknown", message: "Nobody counts this here."))
      }
      if wanted.count < input.lines.count {
        errors.append(FieldError(field: "lines", code: "twice", message: "Name each variant once."))
      }
      if !errors.isEmpty { throw Problem(.invalidInput, fields: errors) }
      let id = StockTransferID(at: tx.now)
      try StockTransferStore.insert(id, input, in: shop, tx)
      for line in input.lines { try StockTransferStore.set(line.quantity, of: line.variant, in: id, tx) }
      let transfer = try full(id, of: shop, tx)
      try tx.record("stock.transfer_written", on: id, shop: shop, after: transfer.transfer.logged)
      return transfer
    }
  }

  /// Says how many pieces of a variant are to go. Throws `.notFound`, also for a variant that the shop does not count,
  /// `.notAllowedNow` once the goods are on the way and for more lines than a transfer takes, and what `edit` throws.
  package func editTransferLine(
    _ variant: VariantID, in id: StockTransferID, of shop: ShopID,
    _ edit: @escaping Edit<StockTransferLine?, StockTransferQuantityInput>
  ) async throws -> StockTransferLine {
    try await database.write { tx in
      try draft(id, of: shop, tx)
      let before = try StockTransferStore.line(variant, of: id, tx)
      let quantity = try edit(before).quantity
      try set(quantity, of: variant, in: id, of: shop, tx)
      try tx.record(
        "stock.transfer_changed", on: id, shop: shop,
        before: ["pieces": before.map { .integer($0.quantity) } ?? .null],
        after: ["pieces": .integer(quantity)])
      guard let line = try StockTransferStore.line(variant, of: id, tx) else { throw Problem(.internalError) }
      return line
    }
  }

  /// Takes a variant out of a transfer. Throws `.notFound`, `.notAllowedNow` once the goods are on the way.
  package func removeTransferLine(
    _ variant: VariantID, in id: StockTransferID, of shop: ShopID,
    when condition: @escaping Condition<StockTransferLine>
  ) async throws {
    try await database.write { tx in
      try draft(id, of: shop, tx)
      guard let before = try StockTransferStore.line(variant, of: id, tx) else { throw Problem(.notFound) }
      try condition(before)
      try set(0, of: variant, in: id, of: shop, tx)
      try tx.record(
        "stock.transfer_changed", on: id, shop: shop, before: ["pieces": .integer(before.quantity)],
        after: ["pieces": .null])
    }
  }

  /// Says of several variants how many pieces are to go, each with what was seen before; zero takes one out. Throws as
  /// `editTransferLine`, and `.conflict` with the lines in which somebody else has typed another number meanwhile.
  package func keepTransferLines(
    _ lines: [TypedCount], in id: StockTransferID, of shop: ShopID
  ) async throws -> FullTransfer {
    try await database.write { tx in
      try draft(id, of: shop, tx)
      var overtaken: [FieldError] = []
      for typed in lines {
        let present = try StockTransferStore.line(typed.variant, of: id, tx)?.quantity
        guard [typed.seen, typed.pieces].contains(present) || (typed.pieces == 0 && present == nil) else {
          let message: Words =
            present.map { "Somebody else has typed \($0)." } ?? "Somebody else took it out of the list."
          overtaken.append(
            FieldError(field: "lines.\(typed.variant)", code: "conflict", message: message))
          continue
        }
        try set(typed.pieces ?? 0, of: typed.variant, in: id, of: shop, tx)
      }
      if !overtaken.isEmpty { throw Problem(.conflict, fields: overtaken) }
      let transfer = try full(id, of: shop, tx)
      try tx.record("stock.transfer_changed", on: id, shop: shop, after: transfer.transfer.logged)
      return transfer
    }
  }

  private func set(
    _ quantity: Int64, of variant: VariantID, in id: StockTransferID, of shop: ShopID, _ tx: Transaction
  ) throws {
    guard quantity > 0 else { return try StockTransferStore.set(0, of: variant, in: id, tx) }
    let counted = try StockTransferStore.counted([variant], of: shop, tx)
    guard counted.contains(variant) else { throw Problem(.notFound) }
    try StockTransferStore.set(quantity, of: variant, in: id, tx)
    guard try StockTransferStore.lineCount(of: id, tx) <= StockTransfer.mostLines else {
      throw Problem(
        .notAllowedNow, "A transfer takes up to \(StockTransfer.mostLines) variants. Write another one.")
    }
  }

  private func draft(_ id: StockTransferID, of shop: ShopID, _ tx: Transaction) throws {
    let transfer = try lock(id, of: shop, tx)
    guard transfer.status == .draft else {
      throw Problem(
        .notAllowedNow, "This transfer has left already. What it holds can't be changed any more.")
    }
  }

  /// A shop's transfer, locked. Throws `.notFound`.
  func lock(_ id: StockTransferID, of shop: ShopID, _ tx: Transaction) throws -> StockTransfer {
    guard let transfer = try StockTransferStore.lock(id, of: shop, tx) else { throw Problem(.notFound) }
    return transfer
  }

  /// A shop's transfer with its lines. Throws `.notFound`.
  func full(_ id: StockTransferID, of shop: ShopID, _ snapshot: Snapshot) throws -> FullTransfer {
    guard let transfer = try StockTransferStore.find(id, of: shop, snapshot) else { throw Problem(.notFound) }
    return FullTransfer(transfer: transfer, lines: try StockTransferStore.lines(of: id, snapshot))
  }
}

extension Catalog {
  /// The shop's transfers, the newest first.
  package func transfers(of shop: ShopID, _ page: PageRequest) async throws -> Page<StockTransfer> {
    try await database.read { try StockTransferStore.page(shop, page, $0) }
  }

  /// One of them with its lines. Throws `.notFound` for another shop's.
  package func transfer(_ id: StockTransferID, of shop: ShopID) async throws -> FullTransfer {
    try await database.read { try full(id, of: shop, $0) }
  }

  /// How many pieces of a variant are on the way from one location to another. Throws `.notFound` for another shop's.
  package func onTheWay(_ variant: VariantID, of shop: ShopID) async throws -> Int64 {
    try await database.read { snapshot in
      guard try StockLevelStore.find(variant, of: shop, snapshot) != nil else { throw Problem(.notFound) }
      return try StockTransferStore.onTheWay(variant, snapshot)
    }
  }

  /// One of its lines. Throws `.notFound`.
  package func transferLine(
    _ variant: VariantID, in id: StockTransferID, of shop: ShopID
  ) async throws -> StockTransferLine {
    let transfer = try await transfer(id, of: shop)
    guard let line = transfer.lines.first(where: { $0.variant == variant }) else { throw Problem(.notFound) }
    return line
  }
}

extension StockTransfer {
  /// What the log says of it.
  var logged: [String: JSONValue] {
    [
      "from": .string(sourceName), "to": .string(targetName), "variants": .integer(Int64(variants)),
      "pieces": .integer(pieces),
    ]
  }
}
