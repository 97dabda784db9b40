import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Ordering

/// Taking goods off the shelf that nobody means to pay.
@Suite struct ReservationAttackTests {
  private let guest = Buyer.guest(at: "203.0.113.7")

  /// 1 request for a cart, 40 for its lines, 1 to check out: all 36,000 pieces, again and again.
  @Test(arguments: TestEngine.allCases, ["test", "cod"])
  func oneGuestDoesNotEmptyTheShelves(_ engine: TestEngine, _ method: String) async throws {
    try await withLimits(engine) { market async throws in
      let shop = try await market.shop("north")
      let variants = try await market.variants(40, of: shop, stock: 900)
      let all = variants.map { ($0, Int64(900)) }
      let refusal = try await problem { try await market.reserve(all, by: guest, method: method) }
      #expect(refusal?.kind == .reservationLimit && refusal?.kind.status == 409)
      #expect(Set(refusal?.fields.map(\.field) ?? []) == Set(variants.map { "items.\($0)" }))
      #expect((refusal?.detail.description.count ?? .max) < 400)
      #expect(refusal?.detail.description.hasSuffix("sign in, or try again in a few minutes.") == true)
      let taken: SQL = "SELECT CAST(SUM(reserved + allocated) AS BIGINT) FROM variants"
      #expect(try await market.count(taken) == 0)
      // What the refusal says is possible, as often as it goes.
      for quantity: Int64 in [90, 90, 10, 1] {
        _ = try await problem {
          try await market.reserve(variants.map { ($0, quantity) }, by: guest, method: method)
        }
      }
      #expect(try await market.count(taken) == 3_600)
      // Half of a guest's allowance does not become a whole one by paying at the door.
      #expect(try await market.refusal(variants[0], 1, by: guest, method: "cod")?.kind == .reservationLimit)
      #expect(try await market.refusal(variants[0], 50, by: .guest(at: "203.0.113.8")) == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func againAndAgainGetsLessAndLess(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let shop = try await market.shop("north")
      let variants = try await market.variants(4, of: shop, stock: 20)
      var seconds: [Int64] = []
      var taken: [Int64] = []
      for _ in 0..<7 {
        for quantity in stride(from: Int64(20), to: 0, by: -1) {
          let refusal = try await problem {
            try await market.reserve(variants.map { ($0, quantity) }, by: guest)
          }
          if refusal == nil { break }
        }
        taken.append(try await market.stock(variants[0])?.reserved ?? 0)
        let end = try await market.count(
          "SELECT MAX(expires_at) FROM checkouts WHERE status = 'awaitingPayment'")
        let left = (end - market.time.now.milliseconds) / 1_000
        seconds.append(left)
        market.time.advance(seconds: left)
        try await market.ordering.expireOverdueCheckouts()
      }
      #expect(taken == [20, 20, 20, 10, 5, 3, 3])
      // All of it at once is more than half, so it is short from the beginning.
      #expect(seconds.allSatisfy { $0 == 300 })
      #expect(try await market.stock(variants[0]) == Stock(20))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func manyRequestsAtOnceOpenNoMoreThanOneAfterTheOther(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 10_000)
      var carts: [CartID] = []
      for _ in 0..<64 { carts.append(try await market.cart([(lamp, 1)]).id) }
      let results = try await atOnce(64) { [carts, guest] index in
        _ = try await market.checkOut(carts[index], method: "test", buyer: guest)
      }
      #expect(results.count { $0 == nil } == 20)
      #expect(results.count { $0 == .reservationLimit } == 44)
      #expect(try await market.stock(lamp) == Stock(10_000, reserved: 20))
      #expect(try await market.count("SELECT COUNT(*) FROM carts WHERE status = 'open'") == 44)
    }
  }

  @Test(arguments: TestEngine.allCases, ["test", "cod"])
  func manyRequestsAtOnceHoldNoMoreThanTheShare(_ engine: TestEngine, _ method: String) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 900)
      var carts: [CartID] = []
      for _ in 0..<64 { carts.append(try await market.cart([(lamp, 9)]).id) }
      let results = try await atOnce(64) { [carts, guest] index in
        _ = try await market.checkOut(carts[index], method: method, buyer: guest)
      }
      #expect(results.count { $0 == nil } == 10)
      #expect(results.count { $0 == .reservationLimit } == 54)
      let stock = try await market.stock(lamp)
      #expect((stock?.reserved ?? 0) + (stock?.allocated ?? 0) == 90)
    }
  }

  /// Its /56 is one connection, so the addresses in it are one guest.
  @Test(arguments: TestEngine.allCases)
  func aWholeNetworkOfOneConnectionIsOneGuest(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 900)
      for index in 0..<9 {
        let guest = Buyer.guest(at: "2001:db8:0:aa0\(index)::\(index)")
        #expect(try await market.refusal(lamp, 10, by: guest) == nil)
      }
      let tenth = Buyer.guest(at: "2001:db8:0:aaff::1")
      #expect(try await market.refusal(lamp, 10, by: tenth)?.kind == .reservationLimit)
      #expect(try await market.refusal(lamp, 10, by: .guest(at: "2001:db8:0:ab00::1")) == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func manyClientsAtOnceAllGetTheirs(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 10_000)
      var carts: [CartID] = []
      for _ in 0..<64 { carts.append(try await market.cart([(lamp, 3)]).id) }
      let results = try await atOnce(64) { [carts] index in
        let guest = Buyer.guest(at: "198.51.100.\(index % 16)")
        let checkout = try await market.checkOut(carts[index], method: "test", buyer: guest)
        if index.isMultiple(of: 2) {
          _ = try await market.pay(checkout.id)
        } else {
          _ = try await market.ordering.cancelCheckout(checkout.id, viewer: nil, key: checkout.accessKey)
        }
      }
      #expect(results.allSatisfy { $0 == nil })
      #expect(try await market.stock(lamp) == Stock(10_000, allocated: 96))
    }
  }

  /// SQLite has one writer, so there is nothing to see there.
  @Test func aClientThatIsBeingCountedKeepsNobodyElseWaiting() async throws {
    try await withLimits(.postgres) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let client = try #require(standardReservations.client(guest))
      let (isLocked, isDone) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      async let other: Bool = market.database.write { tx in
        _ = try ReservationStore.lock(client, tx)
        isLocked.signal()
        return isDone.wait(timeout: .now() + 30) == .success
      }
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          isLocked.wait()
          continuation.resume()
        }
      }
      #expect(try await market.refusal(lamp, 1, by: .guest(at: "198.51.100.1")) == nil)
      isDone.signal()
      #expect(try await other)
    }
  }
}
