import Areas
import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Ordering

/// How long goods stay reserved, and what is remembered of whom.
@Suite struct ReservationTimeTests {
  private let guest = Buyer.guest(at: "203.0.113.7")

  @Test(arguments: TestEngine.allCases)
  func guestsHaveLessTimeWhenGoodsRunShort(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let shop = try await market.shop("north")
      let (scarce, plenty) = (
        try await market.variant(of: shop, stock: 100), try await market.variant(of: shop, stock: 100)
      )
      var seconds: [Int64] = []
      for index in 0..<5 {
        let checkout = try await market.reserve([(scarce, 11)], by: .guest(at: "198.51.100.\(index)"))
        let end = try #require(checkout.expiresAt)
        seconds.append((end.milliseconds - market.time.now.milliseconds) / 1_000)
      }
      // 55 of 100 are held with the fifth.
      #expect(seconds == [900, 900, 900, 900, 300])
      let short = try await market.reserve([(plenty, 1), (scarce, 1)], by: guest)
      #expect(short.expiresAt == market.time.now.adding(seconds: 300))
      let ada = Buyer.signedIn(try await market.account())
      let signedIn = try await market.reserve([(scarce, 1)], by: ada)
      #expect(signedIn.expiresAt == market.time.now.adding(seconds: 900))
      let elsewhere = try await market.reserve([(plenty, 1)], by: guest)
      #expect(elsewhere.expiresAt == market.time.now.adding(seconds: 900))
      market.time.advance(seconds: 300)
      #expect(try await market.ordering.expireOverdueCheckouts() >= 1)
      #expect(try await market.ordering.checkout(short.id, viewer: nil).status == .expired)
      #expect(try await market.ordering.checkout(elsewhere.id, viewer: nil).status == .awaitingPayment)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aClockThatWasAheadKeepsGoodsNoLonger(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let twoDays: Int64 = 2 * 24 * 60 * 60
      let lamp = try await market.variant(of: market.shop("north"), stock: 20)
      market.time.advance(seconds: twoDays)
      let ahead = try await market.reserve([(lamp, 2)], by: .guest(at: "198.51.100.1"))
      market.time.advance(seconds: -twoDays)
      let honest = try await market.reserve([(lamp, 2)], by: guest)
      #expect(try await market.ordering.expireOverdueCheckouts() == 0)
      let end = try await market.ordering.checkout(ahead.id, viewer: nil).expiresAt
      #expect(end == market.time.now.adding(seconds: 15 * 60))
      #expect(try await market.ordering.checkout(honest.id, viewer: nil).expiresAt == honest.expiresAt)
      market.time.advance(seconds: 15 * 60)
      #expect(try await market.ordering.expireOverdueCheckouts() == 2)
      #expect(try await market.ordering.checkout(ahead.id, viewer: nil).status == .expired)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoHasBegunToPayIsNotCutOff(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 20)
      let checkout = try await market.reserve([(lamp, 20)], by: guest)
      let placed = market.time.now
      #expect(checkout.expiresAt == placed.adding(seconds: 300))
      let begin: @Sendable () async throws -> Checkout = {
        try await market.database.write {
          try market.ordering.checkoutForPayment(checkout.id, viewer: nil, $0)
        }
      }
      market.time.advance(seconds: 290)
      #expect(try await begin().expiresAt == placed.adding(seconds: 890))
      market.time.advance(seconds: 599)
      #expect(try await market.ordering.expireCheckout(checkout.id) == false)
      #expect(try await begin().expiresAt == placed.adding(seconds: 1_489))
      market.time.advance(seconds: 599)
      // Beginning again and again holds nothing for good.
      #expect(try await begin().expiresAt == placed.adding(seconds: 1_500))
      market.time.advance(seconds: 12)
      #expect(try await problem(begin)?.kind == .checkoutExpired)
      #expect(try await market.ordering.expireOverdueCheckouts() == 1)
      #expect(try await market.stock(lamp) == Stock(20))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoPaysIsForgiven(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 900)
      // Changing one's mind twice costs nothing.
      try await market.miss(2, lamp, by: guest)
      #expect(
        try await market.reserve([(lamp, 40)], by: guest).expiresAt == market.time.now.adding(seconds: 900))
      try await market.miss(1, lamp, by: guest)
      #expect(try await market.refusal(lamp, 6, by: guest)?.kind == .reservationLimit)
      let small = try await market.reserve([(lamp, 1)], by: guest)
      #expect(small.expiresAt == market.time.now.adding(seconds: 300))
      _ = try await market.pay(small.id)
      let again = try await market.reserve([(lamp, 6)], by: guest)
      #expect(again.expiresAt == market.time.now.adding(seconds: 900))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func missesAreForgottenWithTheHours(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 900)
      try await market.miss(12, lamp, by: guest)
      #expect(try await market.refusal(lamp, 10, by: guest)?.kind == .reservationLimit)
      // An ordinary buyer gets on all the same.
      let small = try await market.reserve([(lamp, 3)], by: guest)
      _ = try await market.ordering.cancelCheckout(small.id, viewer: nil, key: small.accessKey)
      market.time.advance(seconds: 6 * 3_600)
      #expect(
        try await market.reserve([(lamp, 90)], by: guest).expiresAt == market.time.now.adding(seconds: 900))
      #expect(try await market.count("SELECT MAX(misses) FROM reservation_clients") == 8)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nothingIsKeptOfWhoReservedBeyondADay(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 900)
      try await market.reserve([(lamp, 1)], by: guest, method: "cod")
      let open = try await market.reserve([(lamp, 1)], by: guest)
      #expect(try await market.ordering.forgetReservationClients() == 0)
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts WHERE client IS NOT NULL") == 2)
      _ = try await market.ordering.cancelCheckout(open.id, viewer: nil, key: open.accessKey)
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts WHERE client IS NOT NULL") == 1)
      market.time.advance(seconds: 25 * 3_600)
      #expect(try await market.ordering.forgetReservationClients() == 2)
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts WHERE client IS NOT NULL") == 0)
      #expect(try await market.count("SELECT COUNT(*) FROM reservation_clients") == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func erasureAndExportKnowTheCounts(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 900)
      let (ada, bob) = (try await market.account(), try await market.account("bob"))
      for account in [ada, bob] { try await market.miss(1, lamp, by: .signedIn(account)) }
      try await market.reserve([(lamp, 1)], by: .signedIn(ada), method: "cod")
      let data = OrderingPersonalData(clock: market.time.clock)
      let sections = try await market.database.read { try data.sections(for: ada, $0) }
      #expect(sections.first { $0.0 == "unpaidCheckouts" }?.1["count"] == .integer(1))
      let person = ErasedPerson(account: ada, emails: [], pseudonym: "erased-1")
      let report = try await market.database.write { try data.erase(person, $0) }
      #expect(report.first { $0.what == "Counts of unpaid checkouts" }?.count == 1)
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts WHERE client IS NOT NULL") == 0)
      #expect(try await market.database.read { try ReservationStore.misses(of: ada, $0) } == nil)
      #expect(try await market.database.read { try ReservationStore.misses(of: bob, $0) }?.count == 1)
    }
  }
}
