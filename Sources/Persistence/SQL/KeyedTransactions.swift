import Kernel

/// Keeps the keys of keyed requests in the transactions that make their effects.
package protocol KeyedTransactions: Sendable {
  /// The first act of each transaction of a keyed request: takes the key until the end of the transaction, and
  /// tells it what an earlier one has begun. Waits for another transaction with the key. Throws when the key is
  /// answered already.
  func take(_ request: KeyedRequest, _ tx: Transaction) throws
  /// The last act: keeps the answer, or what was begun, or gives the key back when there is neither.
  func keep(_ answer: StoredResponse?, _ request: KeyedRequest, _ tx: Transaction) throws
}
