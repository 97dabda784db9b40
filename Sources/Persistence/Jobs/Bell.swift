/// Wakes one loop. However often it rings while the loop works, that goes around once more.
struct Bell: Sendable {
  let rings: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() {
    (rings, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  func ring() { continuation.yield() }

  /// Ends the loop.
  func end() { continuation.finish() }
}
