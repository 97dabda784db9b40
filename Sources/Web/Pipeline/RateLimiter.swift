import Kernel
import Synchronization

/// Holds clients to an allowance. The embedded one counts in this process; several nodes share one elsewhere.
package protocol RateLimiter: Sendable {
  /// Takes one from the allowance of `subject` (an address or an account) in `rateClass`.
  func take(_ rateClass: RateClass, subject: String) async -> RateDecision
}

/// What an allowance answers.
package struct RateDecision: Hashable, Sendable {
  package let isAllowed: Bool
  /// How many may come at once.
  package let limit: Int
  /// How many may still come now.
  package let remaining: Int
  /// Seconds until the allowance is full again.
  package let resetSeconds: Int
  /// Seconds until the next one may come, when this one may not.
  package let retryAfterSeconds: Int

  /// An answer with these numbers.
  package init(isAllowed: Bool, limit: Int, remaining: Int, resetSeconds: Int, retryAfterSeconds: Int) {
    self.isAllowed = isAllowed
    self.limit = limit
    self.remaining = remaining
    self.resetSeconds = resetSeconds
    self.retryAfterSeconds = retryAfterSeconds
  }
}

/// An allowance: so many at once, refilled at a steady rate.
package struct Rate: Hashable, Sendable {
  package let burst: Int
  package let perMinute: Double

  /// `burst` at once and `perMinute` in the long run.
  package init(burst: Int, perMinute: Double) {
    self.burst = burst
    self.perMinute = perMinute
  }

  /// The allowances of one client.
  package static let standard: [RateClass: Rate] = [
    .general: Rate(burst: 600, perMinute: 1800),
    .write: Rate(burst: 240, perMinute: 480),
    .signIn: Rate(burst: 20, perMinute: 10),
    .codes: Rate(burst: 10, perMinute: 6),
    .signUp: Rate(burst: 20, perMinute: 4),
    .checkout: Rate(burst: 40, perMinute: 60),
    .upload: Rate(burst: 60, perMinute: 60),
    .wishes: Rate(burst: 10, perMinute: 6),
  ]
}

/// Token buckets in this process.
package final class TokenBuckets: RateLimiter {
  private struct Key: Hashable {
    let rateClass: RateClass
    let subject: String
  }

  private struct Bucket {
    var tokens: Double
    var filledAt: Int64
  }

  /// From this many buckets in a shard on, those that are full again are dropped.
  private static let sweptBucketsPerShard = 8192
  private static let shardCount = 8

  private struct Held: Sendable {
    var buckets: [Key: Bucket] = [:]
    /// Grows with what a sweep left, so that many clients at once don't make every request sweep.
    var sweepsAt = sweptBucketsPerShard
  }

  private final class Shard: Sendable {
    let held = Mutex(Held())
  }

  private let shards: [Shard]
  private let rates: [RateClass: Rate]
  private let clock: Clock

  /// Buckets with these allowances; a class without one is not limited.
  package init(rates: [RateClass: Rate] = Rate.standard, clock: Clock = .system) {
    self.rates = rates
    self.clock = clock
    shards = (0..<TokenBuckets.shardCount).map { _ in Shard() }
  }

  /// Takes one, refilling the bucket first.
  package func take(_ rateClass: RateClass, subject: String) async -> RateDecision {
    takeNow(rateClass, subject: subject)
  }

  /// The same without waiting.
  func takeNow(_ rateClass: RateClass, subject: String) -> RateDecision {
    guard let rate = rates[rateClass] else {
      return RateDecision(
        isAllowed: true, limit: .max, remaining: .max, resetSeconds: 0, retryAfterSeconds: 0)
    }
    let key = Key(rateClass: rateClass, subject: subject)
    let now = clock.now().milliseconds
    let shard = shards[Int(UInt(bitPattern: key.hashValue) % UInt(shards.count))]
    return shard.held.withLock { held in
      if held.buckets.count >= held.sweepsAt { sweep(&held, now) }
      var bucket = held.buckets[key] ?? Bucket(tokens: Double(rate.burst), filledAt: now)
      let perMillisecond = rate.perMinute / 60_000
      let refilled = bucket.tokens + Double(max(0, now - bucket.filledAt)) * perMillisecond
      bucket.tokens = min(Double(rate.burst), refilled)
      bucket.filledAt = now
      let isAllowed = bucket.tokens >= 1
      if isAllowed { bucket.tokens -= 1 }
      held.buckets[key] = bucket
      let missing = Double(rate.burst) - bucket.tokens
      let wait = isAllowed ? 0 : (1 - bucket.tokens) / perMillisecond / 1000
      return RateDecision(
        isAllowed: isAllowed, limit: rate.burst, remaining: Int(bucket.tokens),
        resetSeconds: Int((missing / perMillisecond / 1000).rounded(.up)),
        retryAfterSeconds: Int(wait.rounded(.up)))
    }
  }

  /// Buckets that are held now.
  var count: Int { shards.reduce(0) { $0 + $1.held.withLock(\.buckets.count) } }

  private func sweep(_ held: inout Held, _ now: Int64) {
    held.buckets = held.buckets.filter { key, bucket in
      guard let rate = rates[key.rateClass] else { return false }
      let refilled = bucket.tokens + Double(now - bucket.filledAt) * rate.perMinute / 60_000
      return refilled < Double(rate.burst)
    }
    held.sweepsAt = max(TokenBuckets.sweptBucketsPerShard, 2 * held.buckets.count)
  }
}
