import Foundation
import Kernel

/// How products that a text finds are put in order. A word counts by how rare it is, and in a field by how large a part
/// of it the word is: a title of four words that has it tells more than one of twenty. What matters and what does not was
/// measured with judged searches (`Benchmarks/search-quality`): weights of whole fields hardly do, lengths, words as they
/// are written and having all words do.
enum SearchRanking {
  /// A title counts as if it had so many words more.
  private static let titleRoom: Float = 8
  private static let factsWeight: Float = 0.01
  private static let bodyWeight: Float = 0.01
  /// Where the part of a field begins to matter less.
  private static let knee: Float = 0.1
  /// What the word as it was typed counts, beside another form of it.
  private static let exactBonus: Float = 0.5
  /// What everything that is sold most adds to a score at most, as a part of it.
  private static let popularityPart: Float = 0.05
  /// Who types what a category is called means its products, before others that only speak of them, which count 1.5 at
  /// most for each word.
  private static let calledBonus: Float = 1.6
  /// With more candidates those that have all words in title or lead go before all others, which are not scored.
  private static let manyCandidates = 50_000
  /// Fewer are not worth it.
  private static let enoughCandidates = 2_000

  private static let titleShares: [Float] = (0...255).map { 1 / (titleRoom + Float(max(1, $0))) }
  private static let leadShares: [Float] = (0...255).map { 1 / Float(max(1, $0)) }

  /// The best of some products, the best first; of equals the one with the lower number.
  static func best(
    _ count: Int, of candidates: RankedCandidates, _ groups: [GroupSets], among products: Int,
    _ lengths: TermLengthTable
  ) -> [UInt32] {
    guard count > 0 else { return [] }
    let scored = narrowed(candidates, groups, count)
    var board = ScoreBoard(scored.numbers)
    var total: Float = 0
    for group in groups {
      let found = Float(group.all.count)
      let rarity = log(1 + (Float(products) - found + 0.5) / (found + 0.5))
      total += max(0.01, rarity)
      score(group, max(0.01, rarity), scored, lengths, &board)
    }
    var heap = BestHeap(capacity: count)
    var beside = 0
    let isCalled = !candidates.called.isEmpty
    for (place, number) in board.numbers.enumerated() {
      while candidates.numbers[beside] != number { beside += 1 }
      var score = board.scores[place] * board.parts[place] / max(total, .leastNormalMagnitude)
      if isCalled, candidates.called.contains(number) { score += calledBonus * total }
      heap.offer(number, weighed(score, candidates.popularity[beside]))
    }
    return heap.sorted
  }

  /// A score with what is added for how much something is sold, 0 to 1.
  static func weighed(_ score: Float, _ popularity: Float) -> Float {
    score * (1 + popularityPart * popularity)
  }

  /// Of very many only those whose first words say it all: they come first, and nobody goes to the end of the others.
  private static func narrowed(_ candidates: RankedCandidates, _ groups: [GroupSets], _ count: Int) -> Bitmap
  {
    let all = candidates.set
    guard candidates.numbers.count > manyCandidates, !groups.isEmpty else { return all }
    let near = groups.reduce(all) { $0.intersection($1.near) }
    guard near.count >= max(enoughCandidates, count) else { return all }
    return candidates.called.isEmpty ? near : Bitmap.union([near, candidates.called.intersection(all)])
  }

  private static func score(
    _ group: GroupSets, _ rarity: Float, _ candidates: Bitmap, _ lengths: TermLengthTable,
    _ board: inout ScoreBoard
  ) {
    var taken: Bitmap?
    for way in group.ways {
      let found = way.all.intersection(candidates)
      let own = taken.map(found.subtracting) ?? found
      taken = taken.map { Bitmap.union([$0, found]) } ?? found
      if own.isEmpty { continue }
      let sets = way.sets
      board.mark(sets[.title], within: own, 1)
      board.mark(sets[.lead], within: own, 2)
      board.mark(sets[.facts], within: own, 4)
      board.mark(sets[.body], within: own, 8)
      board.mark(way.exact, within: own, 16)
      board.visit(own) { number, marks in
        var part: Float = 0
        if marks & 1 != 0 { part += titleShares[Int(lengths.title(number))] }
        if marks & 2 != 0 { part += leadShares[Int(lengths.lead(number))] }
        if marks & 4 != 0 { part += factsWeight }
        if marks & 8 != 0 { part += bodyWeight }
        let score = part / (knee + part) + (marks & 16 != 0 ? exactBonus : 0)
        return (score * rarity * way.share, rarity * way.share)
      }
    }
  }
}

/// The products that have something that somebody looks for.
struct GroupSets: Sendable {
  struct Way: Sendable {
    let sets: TermSets
    /// In any field.
    let all: Bitmap
    /// Those that have the words as they were typed, in title, lead or body.
    let exact: Bitmap
    let share: Float
  }

  let typed: String
  let ways: [Way]
  let all: Bitmap

  init(typed: String, ways: [Way]) {
    self.typed = typed
    self.ways = ways
    all = Bitmap.union(ways.map(\.all))
  }

  /// Those that have it in title or lead.
  var near: Bitmap { Bitmap.union(ways.flatMap { [$0.sets[.title], $0.sets[.lead]] }) }
}

extension TermLengthTable {
  func title(_ number: UInt32) -> UInt8 { Int(number) < title.count ? title[Int(number)] : 0 }
  func lead(_ number: UInt32) -> UInt8 { Int(number) < lead.count ? lead[Int(number)] : 0 }
}

/// The scores of some products, side by side in the order of their numbers.
struct ScoreBoard {
  let numbers: ContiguousArray<UInt32>
  private(set) var scores: ContiguousArray<Float>
  /// How much of what was looked for they have, by rarity.
  private(set) var parts: ContiguousArray<Float>
  private var marks: ContiguousArray<UInt8>

  init(_ numbers: ContiguousArray<UInt32>) {
    self.numbers = numbers
    scores = ContiguousArray(repeating: 0, count: numbers.count)
    parts = scores
    marks = ContiguousArray(repeating: 0, count: numbers.count)
  }

  /// Marks those of a set; `own` is a part of the board.
  mutating func mark(_ set: Bitmap, within own: Bitmap, _ bit: UInt8) {
    walk(set.intersection(own)) { board, place, _ in board.marks[place] |= bit }
  }

  /// Adds to scores and parts what `rate` says of each, and takes the marks away.
  mutating func visit(_ own: Bitmap, _ rate: (UInt32, UInt8) -> (score: Float, part: Float)) {
    walk(own) { board, place, number in
      let rated = rate(number, board.marks[place])
      board.scores[place] += rated.score
      board.parts[place] += rated.part
      board.marks[place] = 0
    }
  }

  /// Both lists are in order: of a few each is looked up, many are walked beside the board.
  private mutating func walk(_ set: Bitmap, _ body: (inout ScoreBoard, Int, UInt32) -> Void) {
    var place = 0
    let found = set.numbers
    let isSparse = found.count < numbers.count / 16
    for number in found {
      if isSparse {
        var (low, high) = (place, numbers.count)
        while low < high {
          let middle = (low + high) / 2
          if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        place = low
      } else {
        while place < numbers.count, numbers[place] < number { place += 1 }
      }
      if place == numbers.count { return }
      if numbers[place] == number { body(&self, place, number) }
    }
  }
}

/// Keeps the best of many; the worst of these stands on top.
struct BestHeap {
  private let capacity: Int
  private var items: [(score: Float, number: UInt32)] = []

  init(capacity: Int) { self.capacity = capacity }

  /// The best first.
  var sorted: [UInt32] { items.sorted { BestHeap.precedes($0, $1) }.map(\.number) }

  mutating func offer(_ number: UInt32, _ score: Float) {
    let item = (score: score, number: number)
    if items.count < capacity {
      items.append(item)
      var child = items.count - 1
      while child > 0, BestHeap.precedes(items[(child - 1) / 2], items[child]) {
        items.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    } else if BestHeap.precedes(item, items[0]) {
      items[0] = item
      sink()
    }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var worst = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count {
        if BestHeap.precedes(items[worst], items[child]) { worst = child }
      }
      if worst == parent { return }
      items.swapAt(parent, worst)
      parent = worst
    }
  }

  private static func precedes(
    _ left: (score: Float, number: UInt32), _ right: (score: Float, number: UInt32)
  ) -> Bool { left.score == right.score ? left.number < right.number : left.score > right.score }
}
