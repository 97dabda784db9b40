import Kernel
import Testing

@testable import Presentation

@Suite("The axis of a chart of sales")
struct SalesAxisTests {
  @Test("All of its values have decimals, or none")
  func decimals() {
    #expect(SalesChart.axis(32_000, 8_000, .eur) == "€320")
    #expect(SalesChart.axis(0, 8_000, .eur) == "€0")
    #expect(SalesChart.axis(500, 250, .eur) == "€5.00")
    #expect(SalesChart.axis(750, 250, .eur) == "€7.50")
  }
}
