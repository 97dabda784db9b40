import Kernel
import Persistence
import Web

extension Catalog {
  /// Begins a stocktake of everything in the shop that is counted, or of a category. Throws `.invalidInput` for an
  /// unknown category, for one without goods, and for more than a stocktake takes.
  package func startCount(_ input: StockCountInput, in shop: ShopID) async throws -> StockCount {
    try await database.write { tx in
      let category = try category(input.category, tx)
      let location = try location(input.location, of: shop, tx)
      let size = try StockCountStore.size(shop, category, limit: StockCount.mostLines + 1, tx)
      if size == 0 {
        throw Problem.invalid("category", "empty", "Nothing there is counted.")
      }
      if size > StockCount.mostLines {
        throw Problem.invalid(
          "category", "too_many",
          "A stocktake takes up to \(StockCount.mostLines) variants. Count one category after the other.")
      }
      let id = StockCountID(at: tx.now)
      try StockCountStore.insert(id, input, category, at: location, in: shop, tx)
      try tx.record(
        "stock.count_started", on: id, shop: shop,
        after: ["name": .string(input.name), "variants": .integer(Int64(size))])
      guard let count = try StockCountStore.find(id, of: shop, tx) else { throw Problem(.internalError) }
      return count
    }
  }

  /// Keeps what was counted of some variants, or takes that back. Throws `.notFound`, `.notAllowedNow` when the stocktake
  /// is over, `.conflict` with the lines in which somebody else has typed another number meanwhile.
  package func keepCounted(
    _ lines: [TypedCount], in id: StockCountID, of shop: ShopID
  ) async throws -> StockCount {
    try await database.write { tx in
      _ = try openCount(id, of: shop, tx)
      var overtaken: [FieldError] = []
      for typed in lines {
        guard let line = try StockCountStore.line(typed.variant, of: id, tx) else { throw Problem(.notFound) }
        guard [typed.seen, typed.pieces].contains(line.counted) else {
          let message: Words =
            line.counted.map { "Somebody else has counted \($0)." } ?? "Somebody else took the number back."
          overtaken.append(FieldError(field: "lines.\(typed.variant)", code: "conflict", message: message))
          continue
        }
        // The same number again is the same form again, and was counted when it came first.
        if typed.pieces == line.counted { continue }
        _ = try StockCountStore.keep(typed.pieces, of: typed.variant, in: id, tx)
      }
      if !overtaken.isEmpty { throw Problem(.conflict, fields: overtaken) }
      try tx.record(
        "stock.count_typed", on: id, shop: shop, after: ["variants": .integer(Int64(lines.count))])
      guard let count = try StockCountStore.find(id, of: shop, tx) else { throw Problem(.internalError) }
      return count
    }
  }

  /// Changes one line. Throws as `keepCounted`, and what `edit` throws.
  package func editCountLine(
    _ variant: VariantID, in id: StockCountID, of shop: ShopID,
    _ edit: @escaping Edit<StockCountLine, CountedInput>
  ) async throws -> StockCountLine {
    try await database.write { tx in
      _ = try openCount(id, of: shop, tx)
      guard let line = try StockCountStore.line(variant, of: id, tx) else { throw Problem(.notFound) }
      let counted = try edit(line).counted
      if counted == line.counted { return line }
      _ = try StockCountStore.keep(counted, of: variant, in: id, tx)
      func told(_ pieces: Int64?) -> JSONValue { pieces.map { .integer($0) } ?? .null }
      try tx.record(
        "stock.count_typed", on: id, shop: shop, before: ["counted": told(line.counted)],
        after: ["counted": told(counted)])
      guard let after = try StockCountStore.line(variant, of: id, tx) else { throw Problem(.internalError) }
      return after
    }
  }

  /// Puts what was counted into the stock, all of it or nothing: of each variant lies there what was counted, and what
  /// goods moved since it was counted. What nobody counted stays. Throws `.notFound`, `.notAllowedNow` when the
  /// stocktake is over or has no number, `.stockHeld` with the variants of which checkouts and orders hold more.
  package func bookCount(_ id: StockCountID, of shop: ShopID) async throws -> StockCount {
    try await database.write { tx in
      var count = try openCount(id, of: shop, tx)
      let place = try count.location.map { try location($0, of: shop, tx) } ?? nil
      let lines = try StockCountStore.lockCounted(id, tx)
      if lines.isEmpty {
        throw Problem(.notAllowedNow, "Nothing was counted yet.")
      }
      var movements: [NewMovement] = []
      var held: [FieldError] = []
      for line in lines {
        guard let difference = line.difference, difference != 0 else { continue }
        let cause = StockCause(count: id)
        let moved = try stock.change(
          line.variant, of: shop, by: difference, at: place, because: cause, tx)
        if let moved {
          movements.append(moved)
        } else if let level = try StockLevelStore.find(line.variant, of: shop, tx) {
          let message = try Catalog.refusal(to: difference, level, at: place, tx)
          held.append(FieldError(field: "lines.\(line.variant)", code: "held", message: message))
        }
      }
      // Nothing is half booked: the refusal takes back what was changed so far.
      if !held.isEmpty { throw Problem(.stockHeld, fields: held) }
      try StockMovementStore.append(movements, tx)
      try StockCountStore.keep(booked: lines, in: id, tx)
      try StockCountStore.end(id, as: .booked, tx)
      try tx.record(
        "stock.counted", on: id, shop: shop,
        after: ["variants": .integer(Int64(lines.count)), "changes": .integer(Int64(movements.count))])
      (count.status, count.endedAt) = (.booked, tx.now)
      return count
    }
  }

  /// Gives a stocktake up; the stock stays as it is. Throws `.notFound`, `.notAllowedNow` when it is over.
  package func discardCount(
    _ id: StockCountID, of shop: ShopID, when condition: @escaping Condition<StockCount> = { _ in }
  ) async throws {
    try await database.write { tx in
      let count = try openCount(id, of: shop, tx)
      try condition(count)
      try StockCountStore.end(id, as: .discarded, tx)
      try tx.record("stock.count_discarded", on: id, shop: shop, before: ["name": .string(count.name)])
    }
  }

  private func openCount(_ id: StockCountID, of shop: ShopID, _ tx: Transaction) throws -> StockCount {
    guard let count = try StockCountStore.lock(id, of: shop, tx) else { throw Problem(.notFound) }
    guard count.status == .open else { throw Problem(.notAllowedNow, "This stocktake is over.") }
    return count
  }
}

extension Catalog {
  /// The shop's stocktakes, the newest first.
  package func counts(of shop: ShopID, _ page: PageRequest) async throws -> Page<StockCount> {
    try await database.read { try StockCountStore.page(shop, page, $0) }
  }

  /// One of them. Throws `.notFound` for another shop's.
  package func count(_ id: StockCountID, of shop: ShopID) async throws -> StockCount {
    guard let count = try await database.read({ try StockCountStore.find(id, of: shop, $0) }) else {
      throw Problem(.notFound)
    }
    return count
  }

  /// Its variants. Throws `.notFound` for another shop's.
  package func countLines(
    of id: StockCountID, in shop: ShopID, _ filter: StockCountFilter, _ page: PageRequest
  ) async throws -> Page<StockCountLine> {
    try await database.read { snapshot in
      guard try StockCountStore.find(id, of: shop, snapshot) != nil else { throw Problem(.notFound) }
      return try StockCountStore.lines(of: id, filter, page, snapshot)
    }
  }

  /// One of its variants. Throws `.notFound`.
  package func countLine(
    _ variant: VariantID, in id: StockCountID, of shop: ShopID
  ) async throws -> StockCountLine {
    try await database.read { snapshot in
      guard try StockCountStore.find(id, of: shop, snapshot) != nil,
        let line = try StockCountStore.line(variant, of: id, snapshot)
      else { throw Problem(.notFound) }
      return line
    }
  }
}
