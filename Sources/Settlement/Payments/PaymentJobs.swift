import Kernel
import Persistence

/// How long a call to a gateway may take before it counts as cut off.
private let recoveryDelaySeconds: Int64 = 60

/// Finishes an attempt to pay that a crash may have cut off between the gateway's answer and our books.
package struct RecoverPayment: Job {
  package static let kind = "payment.recover"
  package let payment: PaymentID

  /// Leaves the job with the transaction that records what the gateway is about to be asked.
  static func schedule(_ payment: Payment, _ tx: Transaction) throws {
    try tx.enqueue(
      RecoverPayment(payment: payment.id), at: tx.now.adding(seconds: recoveryDelaySeconds),
      dedupe: "\(payment.id)-\(payment.state.rawValue)")
  }
}
