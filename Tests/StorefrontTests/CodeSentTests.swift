import Kernel
import Testing
import Web

@testable import Storefront

/// The moment at which a code was mailed stands in an address, where anybody can write anything.
@Suite struct CodeSentTests {
  private func sent(_ stamp: String) -> CodeSent? {
    CodeSent(Request(query: Parameters([("sent", stamp)])), at: Samples.now)
  }

  @Test func whoAskedAMomentAgoWaits() {
    let now = CodeSent.stamp(Samples.now)
    #expect((sent(now)?.secondsLeft ?? 0) > 0)
    #expect(sent("1")?.secondsLeft == 0)
  }

  @Test(arguments: [Int64.min, Int64.min + 1, -1, Int64.max]) func noNumberEndsTheProgram(_ number: Int64) {
    #expect(sent(String(number))?.secondsLeft == 0)
    #expect(sent("x") == nil)
  }
}
