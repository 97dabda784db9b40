import Foundation
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// Rejected rows as a file that can be mended and brought in.
@Suite struct RejectedRowsTests {
  @Test(arguments: TestEngine.allCases) func rowsComeWithReasonsAndAreBroughtInMended(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let brought = try await kit.bring(
        Sheet.file([
          Sheet.first("hat", "Hat"), Sheet.first("shirt", "Shirt", option: ("Size", "S"), sku: "=S"),
          Sheet.more("shirt", "M", sku: "S-M", price: "much"), Sheet.first("cup", "Cup", quantity: "a few"),
        ]))
      #expect(brought.outcomes == [.created, .created, .rejected, .rejected])
      let bytes = try await kit.rejected(brought.file.id)
      var reader = CSVReader()
      let rows = reader.read(bytes).map(\.fields)
      #expect(rows[0] == Sheet.header.split(separator: ",").map(String.init) + ["Reason (Souk)"])
      // All rows of the shirt: those that are not there would go.
      #expect(rows.dropFirst().map { $0[0] } == ["shirt", "shirt", "cup"])
      #expect(
        rows[1].last == "" && rows[2].last?.contains("much") == true
          && rows[3].last?.contains("a few") == true)
      #expect(rows[1][9] == "'=S")
      let mended = String(decoding: bytes, as: UTF8.self)
        .replacing(",much,", with: ",12.00,").replacing(",a few,", with: ",3,")
      let again = try await kit.bring(mended)
      #expect(Set(again.outcomes) == [.updated, .created], "\(again.rows)")
      #expect(again.file.note?.description.contains("Reason") != true)
      #expect(try await kit.goods("shirt").variants.map(\.sku) == ["=S", "S-M"])
      #expect(try await kit.goods("cup").stock == 3)
      // Nothing was rejected of the mended file.
      let none = await #expect(throws: Problem.self) { try await kit.rejected(again.file.id) }
      #expect(none?.kind == .notAllowedNow)
    }
  }

  @Test(arguments: TestEngine.allCases) func theFileIsWrittenAsItWasWithOneColumnOfReasons(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let text = "Handle;Title;Variant Price;Reason (Souk)\nä;Ä;1;old\nb;B;12,00;\n"
      let bytes = Array(text.unicodeScalars.map { UInt8($0.value) })
      let first = try await kit.bring(bytes)
      #expect(first.outcomes == [.created, .created] && first.file.note != nil)
      let broken = try await kit.bring(
        Array(text.replacing(";1;", with: ";x;").unicodeScalars.map { UInt8($0.value) }))
      let english = String(decoding: try await kit.rejected(broken.file.id), as: UTF8.self)
      #expect(english.hasPrefix("\u{FEFF}Handle;Title;Variant Price;Reason (Souk)\r\nä;Ä;x;"))
      #expect(!english.contains("old") && english.contains("is not an amount of EUR"))
    }
  }

  @Test(arguments: TestEngine.allCases) func theFileIsHereForAWeek(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let good = try await kit.bring(Sheet.shirt).file.id
      let bad = try await kit.bring(Sheet.file(Sheet.first("cup", price: "x"))).file.id
      let files = kit.catalog.importFiles
      func isHere(_ id: ImportID) -> Bool { FileManager.default.fileExists(atPath: files.url(of: id).path) }
      #expect(!isHere(good) && isHere(bad))
      let date = Date(timeIntervalSince1970: Double(kit.clock.now.milliseconds) / 1000)
      try FileManager.default.setAttributes(
        [.modificationDate: date], ofItemAtPath: files.url(of: bad).path)
      let path = "/shops/\(kit.shop.id)/imports/\(bad)/rejected.csv"
      #expect(await kit.vendor.send(.get, path).status == 200)
      #expect(await kit.otherVendor.send(.get, path).status == 404)
      kit.clock.advance(seconds: 6 * 24 * 3_600)
      try await kit.catalog.endForgottenImports()
      #expect(isHere(bad))
      kit.clock.advance(seconds: 2 * 24 * 3_600)
      try await kit.catalog.endForgottenImports()
      #expect(!isHere(bad))
      #expect(await kit.vendor.send(.get, path).status == 409)
    }
  }
}

extension CatalogKit {
  /// The rejected rows of an import as a file.
  fileprivate func rejected(_ id: ImportID) async throws -> [UInt8] {
    let write = try await catalog.rejectedRowsFile(id, of: shop.id)
    let bytes = Gathered()
    try await write { bytes.add($0) }
    return bytes.all
  }
}
