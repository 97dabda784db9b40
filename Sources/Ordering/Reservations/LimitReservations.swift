import Kernel
import Persistence

/// Pieces of one variant that make nothing short: with them, somebody who takes the last few has the usual time.
private let unnoticedPieces: Int64 = 3
/// How many things a refusal names in its sentence.
private let namedLines = 2

extension Ordering {
  /// Refuses goods that would leave the client with more unpaid than it may have. The client is locked, so requests
  /// at the same moment count one after the other. Throws `.reservationLimit`.
  func admit(
    _ lines: [CartLine], _ draft: CheckoutDraft, _ standing: ReservationStanding, _ tx: Transaction
  ) throws {
    let held = try ReservationStore.holdings(of: standing.client, tx)
    let limits = standing.limits
    if !draft.isCashOnDelivery, held.open.count >= limits.checkouts {
      throw standing.tooManyCheckouts(held, at: draft.now)
    }
    // A cart that is too long by itself, after misses, is said to be so.
    guard held.lines + Int64(lines.count) <= limits.lines else { throw standing.tooManyLines(held) }
    let bulk = lines.filter { line in
      let pieces = held.variants[line.variant]?.pieces ?? 0
      return pieces + line.quantity > limits.pieces(of: line.available + pieces)
    }
    guard !bulk.isEmpty else { return }
    let own = Set(lines.map(\.variant))
    let elsewhere = held.variants.count { variant, holding in
      !own.contains(variant) && holding.pieces > limits.pieces(of: holding.free + holding.pieces)
    }
    let allowed = draft.isCashOnDelivery ? 0 : limits.bulkVariants
    guard elsewhere + bulk.count <= allowed else { throw standing.tooManyPieces(bulk, held) }
  }

  /// How long the goods of a cart, which are taken already, stay reserved.
  func reservationSeconds(
    _ cart: CartID, _ standing: ReservationStanding?, _ tx: Transaction
  ) throws -> Int64 {
    guard let standing else { return ReservationTime.seconds }
    if standing.misses > ReservationMisses.tolerated { return ReservationTime.shortSeconds }
    guard standing.client.isGuest, try ReservationStore.isShort(cart, aside: unnoticedPieces, tx) else {
      return ReservationTime.seconds
    }
    return ReservationTime.shortSeconds
  }

  /// Locks the client of a draft and says what it may hold; `nil` when nobody is limited.
  func standing(_ draft: CheckoutDraft, _ tx: Transaction) throws -> ReservationStanding? {
    guard let client = draft.client, let policy = reservations else { return nil }
    let misses = try ReservationStore.lock(client, tx).remembered(at: draft.now)
    return ReservationStanding(
      client: client, misses: misses, limits: policy.limits(client).lowered(by: misses))
  }

  /// Forgets who placed orders that don't count any more, and clients that have not come back; answers how many.
  @discardableResult
  package func forgetReservationClients() async throws -> Int {
    let limit = 500
    return try await database.repeating(upTo: limit) { try ReservationStore.purge(limit: limit, $0) }
  }
}

/// What a client may hold now, and how to tell it.
struct ReservationStanding: Sendable {
  let client: ReservingClient
  let misses: Int64
  let limits: ReservationLimits

  func tooManyCheckouts(_ held: ReservationHoldings, at now: Timestamp) -> Problem {
    let milliseconds = held.firstEnd.map { $0.milliseconds - now.milliseconds } ?? 0
    let seconds = Int(max(milliseconds, 1_000) + 999) / 1_000
    let open: Words =
      client.isGuest
      ? """
      \(count: held.open.count, one: "# checkout that is not paid is", other: "# checkouts that are not paid are") open \
      from your network, and no more can be.
      """
      : """
      \(count: held.open.count, one: "# checkout that is not paid is", other: "# checkouts that are not paid are") open \
      in your account, and no more can be.
      """
    return Problem(.reservationLimit, Words(sentences: [open, advice]), retryAfterSeconds: seconds)
  }

  func tooManyLines(_ held: ReservationHoldings) -> Problem {
    let most: Words = """
      At most \(limits.lines) different things can be held without being paid, and \(held.lines) are already.
      """
    return Problem(
      .reservationLimit,
      Words(sentences: [most, held.lines == 0 ? "Check out in smaller parts." : advice]))
  }

  func tooManyPieces(_ lines: [CartLine], _ held: ReservationHoldings) -> Problem {
    let fields = lines.map { line in
      let pieces = held.variants[line.variant]?.pieces ?? 0
      let left = max(0, limits.pieces(of: line.available + pieces) - pieces)
      return FieldError(
        field: "items.\(line.variant)", code: "too_many",
        message: canBeHeld(left, besides: pieces, of: line.fullTitle))
    }
    // A page shows it in a line or two; a client finds everything in the fields.
    let others = fields.count - namedLines
    let rest: [Words] =
      others > 0 ? ["Nor can so many of \(count: others, one: "# more thing", other: "# more things")."] : []
    let sentences = fields.prefix(namedLines).map(\.message) + rest + ["Take fewer.", advice]
    return Problem(.reservationLimit, Words(sentences: sentences), fields: fields)
  }

  private func canBeHeld(_ left: Int64, besides pieces: Int64, of title: Words) -> Words {
    switch (left, pieces) {
    case (0, 0): "No piece of “\(title)” can be held without being paid."
    case (0, _): "No more of “\(title)” can be held without being paid."
    case (_, 0): "Only \(left) of “\(title)” can be held without being paid."
    default: "Only \(left) more of “\(title)” can be held without being paid."
    }
  }

  private var advice: Words {
    client.isGuest
      ? "Pay or give up what is open, sign in, or try again in a few minutes."
      : "Pay or give up what is open, or try again in a few minutes."
  }
}
