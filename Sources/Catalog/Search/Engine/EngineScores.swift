import Gateways

/// What a search engine outside gave products, by their numbers.
struct EngineScores: Sendable {
  private let numbers: ContiguousArray<UInt32>
  private let scores: ContiguousArray<Float>
  private let highest: Float

  init(_ hits: [SearchHit]) {
    let ordered = hits.sorted { $0.number < $1.number }
    numbers = ContiguousArray(ordered.map(\.number))
    scores = ContiguousArray(ordered.map(\.score))
    highest = scores.max() ?? 1
  }

  /// All products that have a score.
  var found: Bitmap { Bitmap(numbers) }

  /// The best of some products, the best first; of equals the one with the lower number. Those of a category that is
  /// called as the text says come before others, as in the embedded search.
  func best(_ count: Int, of candidates: RankedCandidates) -> [UInt32] {
    guard count > 0 else { return [] }
    var heap = BestHeap(capacity: count)
    var place = 0
    let isCalled = !candidates.called.isEmpty
    for (beside, number) in candidates.numbers.enumerated() {
      while place < numbers.count, numbers[place] < number { place += 1 }
      var score = place < numbers.count && numbers[place] == number ? scores[place] : 0
      if isCalled, candidates.called.contains(number) { score += highest }
      heap.offer(number, SearchRanking.weighed(score, candidates.popularity[beside]))
    }
    return heap.sorted
  }
}
