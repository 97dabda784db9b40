import Kernel
import Testing

@testable import Gateways

@Suite struct TestGatewayTests {
  private let gateway = TestGateway()
  private let price = Money(1999, .eur)

  private func charge(_ token: String, key: String = "k1", amount: Money? = nil) -> Charge {
    Charge(idempotencyKey: key, amount: amount ?? price, token: token, subject: "checkout")
  }

  @Test func answersTheSameToTheSameKeyOnEveryNode() async throws {
    let first = try await gateway.charge(charge("test_success"))
    #expect(try await TestGateway().charge(charge("test_success")) == first)
    #expect(try await gateway.charge(charge("test_success", key: "k2")) != first)
    guard case .accepted(let reference) = first else {
      Issue.record("not accepted")
      return
    }
    #expect(
      try await gateway.record(reference) == GatewayRecord(reference: reference, kind: .charge, amount: price)
    )
  }

  @Test(arguments: [
    ("test_decline", DeclineReason.cardDeclined), ("", .invalidToken), ("4242", .invalidToken),
  ])
  func declines(token: String, reason: DeclineReason) async throws {
    guard case .declined(let decline) = try await gateway.charge(charge(token)) else {
      Issue.record("not declined")
      return
    }
    #expect(decline.reason == reason)
  }

  @Test func asksAndGoesOn() async throws {
    guard case .challenge(let reference, .question) = try await gateway.charge(charge("test_challenge"))
    else {
      Issue.record("no challenge")
      return
    }
    #expect(try await gateway.record(reference) == nil)
    let pass = ChallengeAnswer(idempotencyKey: "a1", reference: reference, answer: "pass")
    let twice = ChallengeAnswer(idempotencyKey: "a2", reference: reference, answer: "pass")
    let accepted = try await gateway.confirm(pass)
    #expect(try await gateway.confirm(twice) == accepted)
    guard case .accepted(let paid) = accepted else {
      Issue.record("not accepted")
      return
    }
    #expect(try await gateway.record(paid)?.amount == price)
    let fail = ChallengeAnswer(idempotencyKey: "a3", reference: reference, answer: "fail")
    guard case .declined(let decline) = try await gateway.confirm(fail) else {
      Issue.record("not declined")
      return
    }
    #expect(decline.reason == .challengeFailed)
  }

  @Test func refundsAtMostTheCharge() async throws {
    guard case .accepted(let reference) = try await gateway.charge(charge("test_success")) else {
      Issue.record("not accepted")
      return
    }
    func refund(_ amount: Money) async throws -> GatewayRefundResult {
      try await gateway.refund(GatewayRefund(idempotencyKey: "r", chargeReference: reference, amount: amount))
    }
    guard case .accepted(let refunded) = try await refund(Money(999, .eur)) else {
      Issue.record("not refunded")
      return
    }
    #expect(
      try await gateway.record(refunded)
        == GatewayRecord(reference: refunded, kind: .refund, amount: Money(999, .eur)))
    for amount in [Money(2000, .eur), Money(0, .eur), Money(-1, .eur), Money(5, .usd)] {
      guard case .declined = try await refund(amount) else {
        Issue.record("refunded \(amount)")
        continue
      }
    }
  }

  @Test(arguments: [
    "", "x", "test_charge_1_EUR_a_b", "test_charge_100_EUR_000000000000000000000000_000000000000000000000000",
  ])
  func knowsOnlyItsOwnReferences(reference: String) async throws {
    #expect(try await gateway.record(reference) == nil)
    await #expect(throws: PaymentGatewayError.unknownReference(reference)) {
      try await gateway.confirm(ChallengeAnswer(idempotencyKey: "k", reference: reference, answer: "pass"))
    }
    await #expect(throws: PaymentGatewayError.unknownReference(reference)) {
      try await gateway.refund(GatewayRefund(idempotencyKey: "k", chargeReference: reference, amount: price))
    }
  }

  @Test func takesNoEmptyOrNegativeAmount() async throws {
    for units in [Int64(0), -5] {
      guard case .declined = try await gateway.charge(charge("test_success", amount: Money(units, .eur)))
      else {
        Issue.record("accepted \(units)")
        continue
      }
    }
  }
}
