import Gateways
import Kernel
import Synchronization

/// The test gateway behind a bad line: while it is down, calls reach it and take effect, but their answers
/// are lost.
package final class FlakyGateway: PaymentGateway {
  private let inner = TestGateway()
  private let state = Mutex(State())

  private struct State {
    var isDown = false
    var charges: [String: Int] = [:]
    var refunds: [String: Int] = [:]
    var refusesRefunds = false
  }

  package let name = "test"

  package init() {}

  /// Loses answers from now on, or no more.
  package func lose(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

  /// Declines refunds from now on, or no more.
  package func refuseRefunds(_ refuses: Bool) { state.withLock { $0.refusesRefunds = refuses } }

  /// How often each charge was asked for, by its key.
  package var charges: [String: Int] { state.withLock { $0.charges } }
  /// How often each refund was asked for, by its key.
  package var refunds: [String: Int] { state.withLock { $0.refunds } }

  package func charge(_ charge: Charge) async throws -> ChargeResult {
    state.withLock { $0.charges[charge.idempotencyKey, default: 0] += 1 }
    let result = try await inner.charge(charge)
    try check()
    return result
  }

  package func confirm(_ answer: ChallengeAnswer) async throws -> ChargeResult {
    state.withLock { $0.charges[answer.idempotencyKey, default: 0] += 1 }
    let result = try await inner.confirm(answer)
    try check()
    return result
  }

  package func refund(_ refund: GatewayRefund) async throws -> GatewayRefundResult {
    state.withLock { $0.refunds[refund.idempotencyKey, default: 0] += 1 }
    let result = try await inner.refund(refund)
    try check()
    if state.withLock({ $0.refusesRefunds }) { return .declined(Decline(.other, "The account is closed.")) }
    return result
  }

  package func record(_ reference: String) async throws -> GatewayRecord? {
    try await inner.record(reference)
  }

  private func check() throws {
    if state.withLock({ $0.isDown }) { throw PaymentGatewayError.unavailable("the answer got lost") }
  }
}
