import Kernel
import Testing

@testable import Catalog

/// What a node knows of markets.
@Suite struct MarketMemoryTests {
  @Test func whatWasReadBeforeAChangeNeverStays() async throws {
    let memory = MarketMemory()
    let closed = PriceMarket(
      id: PriceMarketID(), code: "us", name: "America", currency: .usd, countries: ["US"], isActive: true)
    // While the first reads, the market is closed, and somebody else reads that.
    let first = try await memory.active {
      memory.forget()
      let second = try await memory.active { [] }
      #expect(second.isEmpty)
      return [closed]
    }
    #expect(first == [closed])
    let third = try await memory.active { [closed] }
    #expect(third.isEmpty)
    #expect(!memory.hasMarkets)
  }
}
