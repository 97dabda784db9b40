/// Hands pieces from a producer to a consumer one at a time: the producer waits until its piece was taken.
actor PiecePipe {
  private var piece: [UInt8]?
  private var isDone = false
  private var isAbandoned = false
  private var producer: CheckedContinuation<Void, Never>?
  private var consumer: CheckedContinuation<[UInt8]?, Never>?

  /// Runs the writer and marks the end. Throws what it throws.
  func produce(_ write: @Sendable (BodyWriter) async throws -> Void) async throws {
    defer { finish() }
    try await write(BodyWriter { bytes in try await self.send(bytes) })
  }

  /// The next piece, or `nil` after the last.
  func next() async -> [UInt8]? {
    if let piece {
      self.piece = nil
      producer?.resume()
      producer = nil
      return piece
    }
    if isDone { return nil }
    return await withCheckedContinuation { consumer = $0 }
  }

  /// Says that nobody takes pieces any more; the producer's next or waiting `write` throws.
  func abandon() {
    isAbandoned = true
    producer?.resume()
    producer = nil
  }

  private func send(_ bytes: [UInt8]) async throws {
    if isAbandoned { throw CancellationError() }
    if let waiting = consumer {
      consumer = nil
      waiting.resume(returning: bytes)
      return
    }
    piece = bytes
    await withCheckedContinuation { producer = $0 }
    if isAbandoned { throw CancellationError() }
  }

  private func finish() {
    isDone = true
    consumer?.resume(returning: nil)
    consumer = nil
  }
}
