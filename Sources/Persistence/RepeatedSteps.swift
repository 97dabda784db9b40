extension Database {
  /// Takes the same step again and again, each in a transaction of its own so that others don't wait for long, until one
  /// does less than `limit`; answers with what they did together.
  @discardableResult
  package func repeating(
    upTo limit: Int, _ step: @escaping @Sendable (Transaction) throws -> Int
  ) async throws -> Int {
    var total = 0
    while true {
      let count = try await write(step)
      total += count
      if count < limit { return total }
    }
  }
}
