import Foundation
import Kernel
import Testing

@testable import Catalog

struct ShopifyReaderTests {
  /// What the reader makes of one product whose price and former price are these.
  private func read(price: String, compareAt: String = "") throws -> ShopifyProduct {
    let columns = try ShopifyColumns(header: ["Handle", "Title", "Variant Price", "Variant Compare At Price"])
    var reader = CSVReader()
    let records = reader.read(Data("crown,Crown,\(price),\(compareAt)\n".utf8))
    return try ShopifyProductReader(columns: columns, currency: .eur).read(records)
  }

  @Test func pricesEndWhereFormsAndTheInterfaceEndThem() throws {
    let most = try read(price: "10000000000.00", compareAt: "10000000000.00")
    #expect(most.variants.first?.price.value == Money.largestAsked)
    #expect(most.variants.first?.compareAtPrice.value == Money.largestAsked)
    for (price, compareAt) in [
      ("10000000000.01", ""), ("92233720368547758.08", ""), ("1", "10000000000.01"),
    ] {
      let product = try read(price: price, compareAt: compareAt)
      #expect(product.variants.isEmpty)
      #expect(product.rejections.first?.reason.description.contains("more than 10000000000.00 EUR") == true)
    }
    for price in ["-1", "1e3", "much"] {
      let product = try read(price: price)
      #expect(product.variants.isEmpty)
      #expect(product.rejections.first?.reason.description.contains("is not an amount of EUR") == true)
    }
  }
}
