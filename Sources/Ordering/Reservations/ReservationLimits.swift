import Kernel

/// What one client may hold without having paid for it.
package struct ReservationLimits: Sendable, Hashable {
  /// Checkouts that wait for their payment at the same time.
  package let checkouts: Int64
  /// Lines over all of them and over the day's orders that are paid at the door.
  package let lines: Int64
  /// Pieces of one variant, however few there are.
  package let pieces: Int64
  /// Pieces of one variant beyond `pieces`, as a share in percent of what is free to the client.
  package let sharePercent: Int64
  /// Variants of which online payers may hold more than that.
  package let bulkVariants: Int

  /// Limits with these numbers.
  package init(checkouts: Int64, lines: Int64, pieces: Int64, sharePercent: Int64, bulkVariants: Int) {
    self.checkouts = checkouts
    self.lines = lines
    self.pieces = pieces
    self.sharePercent = sharePercent
    self.bulkVariants = bulkVariants
  }

  /// All guests behind one address. An office or a home has one between them: 20 people can be paying at the same
  /// moment, with ten things each, and 20 of them can each want one of a scarce thing.
  package static let guest = ReservationLimits(
    checkouts: 20, lines: 200, pieces: 20, sharePercent: 10, bulkVariants: 0)

  /// An account is one buyer, or one company's: few checkouts, but nearly all of a few things when it pays at once.
  package static let account = ReservationLimits(
    checkouts: 10, lines: 300, pieces: 50, sharePercent: 25, bulkVariants: 3)

  /// What nobody falls below: one checkout with an ordinary cart.
  private static let least = ReservationLimits(
    checkouts: 1, lines: 20, pieces: 3, sharePercent: 1, bulkVariants: 0)

  /// Halved for each miss beyond the tolerated ones.
  func lowered(by misses: Int64) -> ReservationLimits {
    let halvings = misses - ReservationMisses.tolerated
    guard halvings > 0 else { return self }
    let least = ReservationLimits.least
    return ReservationLimits(
      checkouts: max(checkouts >> halvings, least.checkouts), lines: max(lines >> halvings, least.lines),
      pieces: max(pieces >> halvings, least.pieces),
      sharePercent: max(sharePercent >> halvings, least.sharePercent), bulkVariants: 0)
  }

  /// How many pieces of one variant may be held, when so many are free or the client's already.
  func pieces(of free: Int64) -> Int64 {
    // Divided first: the product could leave 64 bits.
    max(pieces, free / 100 * sharePercent + free % 100 * sharePercent / 100)
  }
}

/// Checkouts of a client that ended without payment since it last paid one.
struct ReservationMisses: Sendable, Hashable {
  /// So many cost nothing: people change their minds.
  static let tolerated: Int64 = 2
  /// More are not counted, so that everybody is back at the start after a few hours.
  private static let most: Int64 = 8
  /// One is forgotten in this time.
  private static let forgetsOneMilliseconds: Int64 = 60 * 60 * 1_000

  let count: Int64
  let lastAt: Timestamp

  /// What is left of them.
  func remembered(at now: Timestamp) -> Int64 {
    max(0, count - max(0, now.milliseconds - lastAt.milliseconds) / Self.forgetsOneMilliseconds)
  }

  /// With one more.
  func missed(at now: Timestamp) -> ReservationMisses {
    ReservationMisses(count: min(remembered(at: now) + 1, Self.most), lastAt: now)
  }
}

/// How long goods are kept for who has yet to pay.
enum ReservationTime {
  static let seconds: Int64 = 15 * 60
  /// For guests whose goods run short, and for who keeps leaving checkouts unpaid.
  static let shortSeconds: Int64 = 5 * 60
  /// What somebody needs who has begun to pay: banks end their questions after ten minutes.
  static let payerSeconds: Int64 = 10 * 60
  /// However often they begin.
  static let longestSeconds: Int64 = 25 * 60
}
