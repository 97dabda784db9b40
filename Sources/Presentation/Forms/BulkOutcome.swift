import Kernel
import Web

/// What came of doing the same with several things: how many were done, and why the others were not.
package struct BulkOutcome {
  /// How many were done.
  package private(set) var done = 0
  private var refusals: [(reason: Words, count: Int)] = []

  /// Nothing was tried yet.
  package init() {}

  /// Does it with one of them. What is refused is kept with its reason, also that the thing is gone by now
  /// or that somebody may not do it with this one.
  package mutating func attempt(_ act: () async throws -> Void) async throws {
    do {
      try await act()
      done += 1
    } catch let problem as Problem where problem.kind.status < 500 {
      if let place = refusals.firstIndex(where: { $0.reason == problem.detail }) {
        refusals[place].count += 1
      } else {
        refusals.append((problem.detail, 1))
      }
    }
  }

  /// The message over the list: what was done in these words, and what stayed as it was, by its reason.
  package func flash(_ doneWords: Words) -> Flash {
    let refused = refusals.map { reason, count -> Words in
      "\(count: count, one: "# stayed as it was", other: "# stayed as they were"): \(reason)"
    }
    let told = Words(sentences: (done > 0 || refused.isEmpty ? [doneWords] : []) + refused)
    return refused.isEmpty ? .success(told) : .error(told)
  }
}
