import Kernel
import Persistence

/// A change of what lies in a shop that names no location, as the variant's row is after it.
struct StockChange {
  let variant: VariantID
  let shop: ShopID
  let delta: Int64
  /// What lies in the shop afterwards.
  let balance: Int64
  let cause: StockCause
  /// What lies at other locations than the main one, before the change is spread.
  let elsewhere: Int64
  /// `nil` in a shop without locations.
  let main: StockLocationID?

  fileprivate func movement(by delta: Int64, balance: Int64, at location: StockLocationID?) -> NewMovement {
    NewMovement(
      variant: variant, shop: shop, delta: delta, balance: balance, cause: cause, location: location)
  }
}

/// Pieces of a variant at a location.
struct StockShare: Hashable {
  let location: StockLocationID
  let isMain: Bool
  let pieces: Int64
}

/// From where goods are taken, or where they go, when nobody says it.
enum StockSpread {
  enum Rule {
    /// From the first location that has all of it; else from one after the other.
    case order
    /// From the main location, and what it does not have from the others one after the other.
    case mainFirst
  }

  /// Changes what lies at which location by the rule; answers with a movement for each of them. What no location has is
  /// owed by the main one.
  static func write(_ change: StockChange, by rule: Rule, _ tx: Transaction) throws -> [NewMovement] {
    guard change.elsewhere > 0, change.delta < 0 else {
      return [change.movement(by: change.delta, balance: change.balance, at: change.main)]
    }
    let shares = try LocationStockStore.shares(of: change.variant, in: change.shop, tx).map { share in
      // The variant's row has changed already, and what it says of the main location is too little.
      StockShare(
        location: share.location.id, isMain: share.location.isMain,
        pieces: share.quantity - (share.location.isMain ? change.delta : 0))
    }
    return try write(change, taking(-change.delta, from: shares, by: rule), sign: -1, tx)
  }

  /// Changes what lies at these locations, and at the main one by the rest.
  static func write(
    _ change: StockChange, to shares: [StockShare], _ tx: Transaction
  ) throws -> [NewMovement] {
    let rest = change.delta - shares.reduce(0) { $0 + $1.pieces }
    guard let main = change.main, !shares.isEmpty else {
      return [change.movement(by: change.delta, balance: change.balance, at: change.main)]
    }
    let mains = rest > 0 ? [StockShare(location: main, isMain: true, pieces: rest)] : []
    return try write(change, shares + mains, sign: 1, tx)
  }

  private static func write(
    _ change: StockChange, _ shares: [StockShare], sign: Int64, _ tx: Transaction
  ) throws -> [NewMovement] {
    var balance = change.balance - change.delta
    return try shares.map { share in
      let delta = sign * share.pieces
      balance += delta
      if !share.isMain { try LocationStockStore.change(change.variant, by: delta, at: share.location, tx) }
      return change.movement(by: delta, balance: balance, at: share.location)
    }
  }

  /// How many pieces are taken from which location, where `shares` says what lies there in the order of the locations.
  static func taking(_ quantity: Int64, from shares: [StockShare], by rule: Rule) -> [StockShare] {
    if rule == .order, let whole = shares.first(where: { $0.pieces >= quantity }) {
      return [StockShare(location: whole.location, isMain: whole.isMain, pieces: quantity)]
    }
    let places = rule == .order ? shares : shares.filter(\.isMain) + shares.filter { !$0.isMain }
    var left = quantity
    var taken = places.compactMap { place -> StockShare? in
      let pieces = min(left, max(0, place.pieces))
      guard pieces > 0 else { return nil }
      left -= pieces
      return StockShare(location: place.location, isMain: place.isMain, pieces: pieces)
    }
    guard left > 0, let main = places.first(where: \.isMain) else { return taken }
    let before = taken.first(where: \.isMain)?.pieces ?? 0
    taken.removeAll(where: \.isMain)
    taken.append(StockShare(location: main.location, isMain: true, pieces: before + left))
    return taken
  }
}

/// Where an order's goods were taken from, as far as that is not the main location and is in use.
struct StockOrigins {
  private var taken: [VariantID: [StockShare]]

  init(of order: OrderID?, _ shop: ShopID, _ tx: Transaction) throws {
    let found = try order.map { try StockMovementStore.taken(for: $0, tx) } ?? []
    let places = Set(found.map(\.share.location)).sorted()
    let held = places.isEmpty ? [:] : try StockLocationStore.hold(places, of: shop, tx)
    let usable = found.filter { held[$0.share.location].map { !$0.isMain } ?? false }
    taken = Dictionary(grouping: usable, by: \.variant).mapValues { $0.map(\.share) }
  }

  /// Where so many pieces go; what is left goes to the main location.
  mutating func take(_ quantity: Int64, of variant: VariantID) -> [StockShare] {
    var left = quantity
    var (given, kept): ([StockShare], [StockShare]) = ([], [])
    for share in taken[variant] ?? [] {
      let pieces = min(left, share.pieces)
      left -= pieces
      if pieces > 0 { given.append(StockShare(location: share.location, isMain: false, pieces: pieces)) }
      if share.pieces > pieces {
        kept.append(StockShare(location: share.location, isMain: false, pieces: share.pieces - pieces))
      }
    }
    taken[variant] = kept
    return given
  }
}
