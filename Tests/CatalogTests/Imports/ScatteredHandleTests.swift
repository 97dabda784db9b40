import Foundation
import Kernel
import TestSupport
import Testing

@testable import Catalog

/// One handle is one product wherever its rows stand.
@Suite struct ScatteredHandleTests {
  @Test(arguments: TestEngine.allCases) func rowsThatStandApartAreOneProduct(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let file = Sheet.file(
        Sheet.first("shirt", "Shirt", option: ("Size", "S"), sku: "S-S"), Sheet.first("hat", "Hat", sku: "H"),
        Sheet.more("shirt", "M", sku: "S-M"), ",,,,,,,,,,,,,,", Sheet.more("shirt", "L", sku: "S-L"))
      for outcome in [RowOutcome.created, .unchanged] {
        let result = try await kit.bring(file)
        #expect(result.outcomes == [outcome, outcome, outcome, outcome])
        #expect(result.file.products == 2)
        #expect(try await kit.goods("shirt").variants.map(\.options) == [["S"], ["M"], ["L"]])
        #expect(try await kit.allGoods().count == 2)
      }
    }
  }

  @Test func manyRowsAreSortedOnDisk() throws {
    let folder = try TestFolder.make()
    let url = folder.appendingPathComponent("many.csv")
    let products = 40_000
    var text = "Handle,Title,Option1 Name,Option1 Value,Variant Price\n"
    for number in 0..<products { text += "h\(number),T,Size,S,1.00\n" }
    for number in (0..<products).reversed() { text += "h\(number),,,M,1.00\n" }
    try Data(text.utf8).write(to: url)
    var file = try ShopifyFile(
      ImportFiles(folder: folder).open(url), folder: folder, byVendor: false, from: nil)
    var count = 0
    var last = ImportPosition(offset: 0, record: 0)
    while let group = try file.nextGroup() {
      #expect(group.handle == "h\(count)" && group.records.map { $0.fields[3] } == ["S", "M"])
      count += 1
      last = group.end
    }
    #expect(count == products)
    #expect(last == ImportPosition(offset: text.utf8.count, record: products * 2 + 1))
    // Nothing is left of the runs.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["many.csv"])
    var resumed = try ShopifyFile(
      ImportFiles(folder: folder).open(url), folder: folder, byVendor: false,
      from: ImportPosition(offset: 1, record: 2 * 39_998 + 1))
    #expect(try resumed.nextGroup()?.handle == "h39998")
  }
}
