import Kernel
import Persistence
import Web

/// A change of what lies in the shop, as somebody wants it.
package struct StockAdjustmentInput: Input {
  private static let noteLength = 1...300

  /// More pieces, or fewer where it is below zero; never zero.
  package let delta: Int64
  package let reason: StockReason
  package let note: String?
  /// Where; `nil` for the main location, or a shop without any.
  package let location: StockLocationID?

  package init(from input: inout InputReader) throws {
    delta = input.required("delta", .integer(-ProductRules.maximumStock...ProductRules.maximumStock))
    reason = input.required("reason", .choice(StockReason.self))
    note = input.optional("note", .text(Self.noteLength))
    location = input.optional("location", .id(StockLocationID.self))
  }

  /// An adjustment from code.
  package init(delta: Int64, reason: StockReason, note: String? = nil, location: StockLocationID? = nil) {
    self.delta = delta
    self.reason = reason
    self.note = note
    self.location = location
  }

  fileprivate func check() throws {
    if delta == 0 {
      throw Problem.invalid("delta", "zero", "Say how many pieces more, or fewer.")
    }
    guard StockReason.ofAdjustments.contains(reason) else {
      throw Problem.invalid(
        "reason", "not_a_choice", "Give one of: received, damaged, lost, found, correction.")
    }
    if reason.direction * delta < 0 {
      throw Problem.invalid(
        "delta", "wrong_sign",
        reason.direction > 0
          ? "Pieces that come are more: give a number above zero."
          : "Pieces that go are fewer: give a number below zero.")
    }
  }
}

/// Another threshold of a variant.
package struct StockThresholdInput: Input {
  package let lowStockThreshold: Int?

  package init(from input: inout InputReader) throws {
    lowStockThreshold = input.optional("lowStockThreshold", ProductRules.lowStockThreshold)
  }
}

extension Catalog {
  /// Puts pieces into the shop or takes them out, and notes why. Throws `.notFound` for another shop's variant,
  /// `.invalidInput`, `.notAllowedNow` for goods that are not counted, `.stockHeld` when checkouts and orders hold more
  /// than would be left. It happens at a location where the shop has any. `seen` is what the page showed that asks for it: `.conflict` when another number lies there by
  /// now. `last` is the newest movement that it showed, 0 for none: `.conflict` when something moved since, so that
  /// pressing twice does it once, even where a sale in between brought the number back.
  package func adjustStock(
    _ variant: VariantID, of shop: ShopID, _ input: StockAdjustmentInput, seen: Int64? = nil,
    last: Int64? = nil
  ) async throws -> StockMovement {
    try input.check()
    return try await database.write { tx in
      let place = try location(input.location, of: shop, tx)
      guard let before = try StockLevelStore.lock(variant, of: shop, tx) else { throw Problem(.notFound) }
      let newest = try last == nil ? nil : StockMovementStore.last(of: variant, tx)?.number ?? 0
      if seen.map({ $0 != before.onHand }) ?? false || last != newest {
        throw Problem(
          .conflict, "Meanwhile \(before.onHand) lie there. Look again, and repeat what is still true.")
      }
      guard before.tracksStock else {
        throw Problem(.notAllowedNow, "Nobody counts this, so there is no number to change.")
      }
      if before.onHand + input.delta > ProductRules.maximumStock {
        throw Problem.invalid("delta", "too_large", "That is more than can be counted.")
      }
      try require(-input.delta, of: before, at: place, tx)
      let cause = StockCause(input.reason, note: input.note)
      let changed = try stock.change(variant, of: shop, by: input.delta, at: place, because: cause, tx)
      guard let movement = changed else { throw Catalog.held(before) }
      try StockMovementStore.append([movement], tx)
      try tx.record(
        "stock.adjusted", on: before.product, shop: shop,
        before: ["stock": .integer(before.onHand)],
        after: before.logged.merging(place.logged) { $1 }.merging(["stock": .integer(movement.balance)]) {
          $1
        })
      guard let written = try StockMovementStore.last(of: variant, tx) else {
        throw Problem(.internalError)
      }
      return written
    }
  }

  /// Refuses to take more from a location than lies there. Goods that sell on may be owed by the main one.
  private func require(
    _ pieces: Int64, of level: StockLevel, at place: StockLocation?, _ tx: Transaction
  ) throws {
    guard let place, pieces > 0, !(place.isMain && level.sellsOn) else { return }
    let there = try LocationStockStore.quantity(level.variant, at: place, tx)
    guard there < pieces else { return }
    throw Problem.invalid("delta", "not_there", Catalog.tooFew(there, at: place))
  }

  /// Why what lies there of a variant can't change by so many pieces.
  static func refusal(
    to delta: Int64, _ level: StockLevel, at place: StockLocation?, _ tx: Transaction
  ) throws -> Words {
    guard let place else { return held(level).detail }
    let there = try LocationStockStore.quantity(level.variant, at: place, tx)
    return there + delta < 0 ? tooFew(there, at: place) : held(level).detail
  }

  /// What is said where fewer pieces lie at a location than are to go.
  static func tooFew(_ pieces: Int64, at place: StockLocation) -> Words {
    "At \(place.title) there are only \(pieces)."
  }

  /// What is said where checkouts and orders hold more than would be left.
  static func held(_ level: StockLevel) -> Problem {
    let held = level.reserved + level.allocated
    return Problem(
      .stockHeld,
      """
      Of \(level.name) there are \(level.onHand), and checkouts and orders hold \(held). Cancel orders first, or take \
      fewer.
      """)
  }

  /// Changes from where on a variant runs low; `nil` goes back to the shop's threshold. Throws `.notFound`.
  package func setStockThreshold(
    of variant: VariantID, in shop: ShopID, _ edit: @escaping Edit<StockLevel, StockThresholdInput>
  ) async throws -> StockLevel {
    try await database.write { tx in
      guard let before = try StockLevelStore.lock(variant, of: shop, tx) else { throw Problem(.notFound) }
      let wanted = try edit(before).lowStockThreshold
      try StockLevelStore.set(threshold: wanted, of: variant, tx)
      changes.look(after: tx)
      func told(_ threshold: Int?) -> JSONValue { threshold.map { .integer(Int64($0)) } ?? .null }
      try tx.record(
        "stock.threshold_changed", on: before.product, shop: shop,
        before: ["lowStockThreshold": told(before.ownThreshold)],
        after: before.logged.merging(["lowStockThreshold": told(wanted)]) { $1 })
      guard let after = try StockLevelStore.find(variant, of: shop, tx) else { throw Problem(.internalError) }
      return after
    }
  }

  /// What there is of a shop's variants, the newest first.
  package func stockLevels(
    of shop: ShopID, _ query: StockQuery, _ page: PageRequest
  ) async throws -> Page<StockLevel> {
    try await database.read { try StockLevelStore.page(shop, query, page, $0) }
  }

  /// What there is of one variant. Throws `.notFound` for another shop's.
  package func stockLevel(_ variant: VariantID, of shop: ShopID) async throws -> StockLevel {
    guard let level = try await database.read({ try StockLevelStore.find(variant, of: shop, $0) }) else {
      throw Problem(.notFound)
    }
    return level
  }

  /// What moved in a shop, newest first. Throws `.invalidInput` for a cursor of another list.
  package func stockMovements(
    of shop: ShopID, _ filter: StockMovementFilter, _ page: PageRequest
  ) async throws -> Page<StockMovement> {
    try await database.read { try StockMovementStore.page(shop, filter, page, $0) }
  }
}
