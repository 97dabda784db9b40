/// How far what is shown may be behind what is stored, where a machine has more to do than it can.
package struct Freshness: Sendable {
  /// Nobody waits longer until what their node has changed is known everywhere in it.
  package let longestWait: Duration
  /// Counts that take long are shown at most so old, while one reader makes them anew.
  package let oldestCounts: Duration

  /// Waiting at most so long, showing counts at most so old.
  package init(longestWait: Duration, oldestCounts: Duration) {
    self.longestWait = longestWait
    self.oldestCounts = oldestCounts
  }

  /// That of the program: a second.
  package static let usual = Freshness(longestWait: .seconds(1), oldestCounts: .seconds(1))
}
