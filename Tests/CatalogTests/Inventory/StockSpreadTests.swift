import Kernel
import TestSupport
import Testing

@testable import Catalog

/// From which location pieces are taken.
struct StockSpreadTests {
  private let ids = (0..<4).map { _ in StockLocationID() }

  private func shares(_ pieces: [Int64], main: Int) -> [StockShare] {
    pieces.enumerated().map {
      StockShare(location: ids[$0.offset], isMain: $0.offset == main, pieces: $0.element)
    }
  }

  private func taken(_ quantity: Int64, _ pieces: [Int64], main: Int = 0, _ rule: StockSpread.Rule) -> [Int64]
  {
    let found = StockSpread.taking(quantity, from: shares(pieces, main: main), by: rule)
    return ids.prefix(pieces.count).map { id in
      found.filter { $0.location == id }.reduce(0) { $0 + $1.pieces }
    }
  }

  @Test("A sale comes whole from the first location that has all of it, else from one after the other")
  func salesFollowTheOrder() {
    #expect(taken(3, [5, 9], .order) == [3, 0])
    #expect(taken(3, [2, 9], .order) == [0, 3])
    #expect(taken(3, [2, 2, 1], main: 1, .order) == [2, 1, 0])
    #expect(taken(5, [2, 2, 1], main: 2, .order) == [2, 2, 1])
  }

  @Test("What a form or a file takes away goes from the main location first")
  func formsTakeFromTheMainOne() {
    #expect(taken(3, [9, 5], main: 1, .mainFirst) == [0, 3])
    #expect(taken(7, [9, 5], main: 1, .mainFirst) == [2, 5])
  }

  @Test("What no location has is owed by the main one")
  func theMainOneOwes() {
    #expect(taken(7, [2, 1], main: 1, .order) == [2, 5])
    #expect(taken(7, [2, -3], main: 1, .order) == [2, 5])
  }

  @Test func everySpreadTakesAllOfItAndNothingThatIsNotThere() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let count = Int.random(in: 1...4, using: &generator)
      let pieces = (0..<count).map { _ in Int64.random(in: 0...6, using: &generator) }
      let main = Int.random(in: 0..<count, using: &generator)
      let quantity = Int64.random(in: 1...20, using: &generator)
      for rule in [StockSpread.Rule.order, .mainFirst] {
        let taken = taken(quantity, pieces, main: main, rule)
        #expect(taken.reduce(0, +) == quantity)
        for (index, part) in taken.enumerated() where index != main {
          #expect((0...pieces[index]).contains(part))
        }
        if quantity <= pieces.reduce(0, +) { #expect(taken[main] <= pieces[main]) }
      }
    }
  }
}
