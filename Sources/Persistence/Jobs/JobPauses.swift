import Kernel

private let firstRetrySeconds = 1.0
private let longestRetrySeconds = 3_600.0
private let longestJitter = 1.5
/// How often it is looked whether another node's clock was ahead.
private let looksBackSeconds: Int64 = 600
/// Clocks of nodes may differ by so much; what is set further back has leapt.
private let clockToleranceSeconds: Int64 = 60

/// How long a job waits after a failure.
enum RetryPause {
  /// The pause before the next attempt: doubled each time up to an hour, times `jitter`.
  static func milliseconds(
    after attempt: Int, jitter: Double = Double.random(in: 0.5...longestJitter)
  ) -> Int64 {
    var seconds = firstRetrySeconds
    for _ in 1..<max(1, attempt) where seconds < longestRetrySeconds { seconds *= 2 }
    return Int64(min(seconds, longestRetrySeconds) * jitter * 1000)
  }
}

/// Notices that the clock was set back.
struct ClockWatch {
  /// The latest moment that was seen.
  private var latest = Timestamp(milliseconds: .max)
  private var looksBackAt = Timestamp(milliseconds: .min)

  /// After the clock was set back, and now and then, as it may have been another node's: what was written in the future
  /// waits for no longer than it would have.
  mutating func isToLook(at now: Timestamp) -> Bool {
    defer { latest = now }
    guard now.adding(seconds: clockToleranceSeconds) < latest || looksBackAt <= now else { return false }
    looksBackAt = now.adding(seconds: looksBackSeconds)
    return true
  }

  static func limits(leaseSeconds: Int64) -> JobStore.Limits {
    JobStore.Limits(
      leaseSeconds: leaseSeconds, pauseSeconds: Int64(longestRetrySeconds * longestJitter),
      toleranceSeconds: clockToleranceSeconds)
  }
}
