import TestSupport
import Testing

@testable import Persistence

@Suite struct BatchesTests {
  @Test(
    "Rows of any number come in few sizes, in their order",
    arguments: [0, 1, 2, 3, 63, 64, 65, 127, 200, 1_000])
  func rowsComeInFewSizes(_ count: Int) {
    let pieces = Batches.pieces(of: Array(0..<count))
    #expect(pieces.flatMap { $0 } == Array(0..<count))
    #expect(pieces.allSatisfy { [1, 2, 4, 8, 16, 32, 64].contains($0.count) })
    #expect(pieces.count <= count / 64 + 6)
  }

  @Test("Lists are filled up to a power of two")
  func listsAreFilled() {
    func text(_ values: [Int]) -> String { ("\(filled: values)" as SQL).description }
    #expect(text([1]) == "(?)")
    #expect(text([1, 2]) == "(?, ?)")
    #expect(text([1, 2, 3]) == "(?, ?, ?, ?)")
    #expect(text(Array(0..<5)) == text(Array(0..<8)))
    #expect(text([]).hasPrefix("(SELECT"))
  }

  @Test("A list that is filled up is the same set", arguments: TestEngine.allCases)
  func aFilledListIsTheSameSet(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let found = try await database.read { snapshot in
        try snapshot.values(
          "SELECT id FROM items WHERE id IN \(filled: [3, 2, 1]) AND id NOT IN \(filled: [7, 8, 9])",
          as: Int.self)
      }
      #expect(found == [1])
      let none = try await database.read { snapshot in
        try snapshot.values("SELECT id FROM items WHERE id IN \(filled: [Int]())", as: Int.self)
      }
      #expect(none.isEmpty)
    }
  }
}
