import Kernel

extension Identity {
  /// Runs `body` and answers, or throws, no earlier than `settings.steadyAnswerMilliseconds` after it began, so
  /// that the time does not tell what was found on the way.
  func steady<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    let end = ContinuousClock.now + .milliseconds(settings.steadyAnswerMilliseconds)
    let result: Result<Value, any Error>
    do {
      result = .success(try await body())
    } catch {
      result = .failure(error)
    }
    await holdBack(end)
    return try result.get()
  }

  /// The same when `body` throws; what it answers comes at once.
  func steadyRefusal<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    let end = ContinuousClock.now + .milliseconds(settings.steadyAnswerMilliseconds)
    do {
      return try await body()
    } catch {
      await holdBack(end)
      throw error
    }
  }
}
