import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Files that are looked at before they are brought in.
@Suite struct ImportPreviewTests {
  @Test(arguments: TestEngine.allCases) func aLookSaysWhatTheImportThenDoes(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.shirt)
      let gone = try await kit.bring(Sheet.file(Sheet.first("old", "Old", sku: "OLD")))
      #expect(gone.outcomes == [.created])
      try await kit.catalog.deleteProduct("old", of: kit.shop.id)
      let before = try await kit.allGoods().map(\.toldWithIDs)
      let file = Sheet.file([
        Sheet.first("shirt", "Shirt", option: ("Size", "S"), sku: "S-S"),
        Sheet.more("shirt", "M", sku: "S-M", quantity: "9"),
        Sheet.more("shirt", "L", sku: "S-L", price: "much"),
        Sheet.first("hat", "Hat", type: "Hats"), Sheet.first("", "Nameless"),
        Sheet.first("old", "Old", sku: "OLD"),
        Sheet.first("thief", "Thief", sku: "S-S"),
      ])
      let looked = try await kit.look(file)
      #expect(looked.file.isDryRun && looked.file.status == .completed && looked.file.products == 5)
      #expect(try await kit.allGoods().map(\.toldWithIDs) == before)
      #expect(try await kit.rowsOf("product_wishes") == 0)
      let started = try await kit.catalog.confirmImport(looked.file.id, of: kit.shop.id, mapping: nil)
      #expect(!started.isDryRun && started.status == .queued && started.rows.total == 0)
      try await kit.catalog.runUploadedImport(started.id)
      let done = try await kit.result(started.id)
      #expect(
        done.file.status == .completed && done.outcomes == looked.outcomes, "\(done.rows) \(looked.rows)")
      #expect(done.file.rows == looked.file.rows)
      #expect(done.rows.map { $0.reason?.description } == looked.rows.map { $0.reason?.description })
      #expect(Set(looked.outcomes) == [.updated, .created, .rejected])
      // The same file changes nothing more, and says so beforehand.
      #expect(Set(try await kit.look(file).outcomes) == [.unchanged, .rejected])
    }
  }

  @Test(arguments: TestEngine.allCases) func formsMadeByChanceAreJudgedAsTheyAreWritten(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      var made = ProductMaker(seed: UInt64.random(in: 0..<UInt64.max))
      let note = "seed \(made.seed)"
      for _ in 0..<20 { try await kit.product(made.body()) }
      let file = String(decoding: try await kit.export(as: .souk), as: UTF8.self)
      let edited = file.replacing("yes", with: "no")
      for text in [file, edited] {
        let looked = try await kit.look(text)
        let done = try await kit.bring(text)
        #expect(looked.outcomes == done.outcomes, "\(note)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func columnsThatNobodyKnowsAreSaid(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let text = "Nummer;Bezeichnung;Kosten;Lager\n7;Becher;12,50;4\n8;Teller;viel;1\n"
      await #expect(throws: Problem.self) { try await kit.bring(text) }
      let looked = try await kit.look(text, runs: false)
      #expect(looked.file.status == .unmapped && looked.file.format == .other)
      var preview = try await kit.catalog.importPreview(looked.file.id, of: kit.shop.id)
      #expect(!preview.isUsable && preview.products.isEmpty && preview.separator.description == "semicolon")
      #expect(preview.columns.map(\.name) == ["Nummer", "Bezeichnung", "Kosten", "Lager"])
      #expect(preview.columns[1].samples == ["Becher", "Teller"] && preview.columns.allSatisfy(\.isAsked))
      let early = await #expect(throws: Problem.self) {
        try await kit.catalog.confirmImport(looked.file.id, of: kit.shop.id, mapping: nil)
      }
      #expect(early?.kind == .fileUnreadable)
      let wrong = await #expect(throws: Problem.self) {
        try await kit.catalog.previewImport(
          looked.file.id, of: kit.shop.id, mapping: FieldMapping(["Kosten": "cost"]))
      }
      #expect(wrong?.kind == .invalidInput && wrong?.fields.map(\.field) == ["mapping[Kosten]"])
      let mapping = FieldMapping([
        "nummer": "handle", "Bezeichnung": "title", "Kosten": "price", "Lager": "ignore",
      ])
      _ = try await kit.catalog.previewImport(looked.file.id, of: kit.shop.id, mapping: mapping)
      try await kit.catalog.runUploadedImport(looked.file.id)
      #expect(try await kit.result(looked.file.id).outcomes == [.created, .rejected])
      preview = try await kit.catalog.importPreview(looked.file.id, of: kit.shop.id)
      #expect(preview.products.map(\.outcome) == [.created, .rejected])
      #expect(preview.products.first?.draft?.variants.map(\.price) == [1250])
      #expect(preview.columns.map(\.field) == ["handle", "title", "price", nil])
      _ = try await kit.catalog.confirmImport(
        looked.file.id, of: kit.shop.id,
        mapping: FieldMapping(mapping.fields.merging(["Lager": "stock"]) { $1 }))
      try await kit.catalog.runUploadedImport(looked.file.id)
      let cup = try await kit.goods("7")
      #expect(cup.title == "Becher" && cup.variants[0].stock == 4 && cup.variants[0].tracksStock)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsNotWantedGoes(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (shop, path) = (kit.shop.id, "/shops/\(kit.shop.id)/imports")
      let looked = try await kit.look(Sheet.shirt)
      let other = await kit.otherVendor.send(.delete, "/shops/\(kit.otherShop.id)/imports/\(looked.file.id)")
      #expect(other.status == 404)
      let stale = await kit.vendor.send(
        .post, "\(path)/\(looked.file.id)/previews", #"{"mapping": {"Title": "cost"}}"#)
      #expect(stale.status == 422)
      #expect(await kit.vendor.send(.delete, "\(path)/\(looked.file.id)").status == 204)
      #expect(await kit.vendor.send(.get, "\(path)/\(looked.file.id)").status == 404)
      #expect(await kit.vendor.send(.delete, "\(path)/\(looked.file.id)").status == 404)
      #expect(try await kit.rowsOf("import_rows") == 0)
      #expect(try await kit.rowsOf("imports") == 0)
      // What is on its way can't go, nor begin twice.
      let kept = try await kit.look(Sheet.shirt).file.id
      #expect(await kit.vendor.send(.post, "\(path)/\(kept)/start").status == 202)
      for answer in [
        await kit.vendor.send(.post, "\(path)/\(kept)/start"),
        await kit.vendor.send(.post, "\(path)/\(kept)/previews", "{}"),
        await kit.vendor.send(.delete, "\(path)/\(kept)"),
      ] { #expect(answer.status == 409) }
      // A day later nobody waits for a file any more.
      let forgotten = try await kit.look(Sheet.shirt).file.id
      let files = kit.catalog.importFiles
      kit.clock.advance(seconds: 23 * 3_600)
      try await kit.catalog.endForgottenImports()
      #expect(FileManager.default.fileExists(atPath: files.url(of: forgotten).path))
      kit.clock.advance(seconds: 2 * 3_600)
      try await kit.catalog.endForgottenImports()
      #expect(!FileManager.default.fileExists(atPath: files.url(of: forgotten).path))
      let left = try await kit.catalog.imports(of: shop, PageRequest(limit: 10, cursor: nil)).items.map(\.id)
      #expect(left == [kept])
    }
  }

  @Test(arguments: TestEngine.allCases) func onlySoManyFilesWait(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let first = try await kit.look(Sheet.shirt, runs: false)
      for _ in 0..<9 { _ = try await kit.look(Sheet.shirt, runs: false) }
      let problem = await #expect(throws: Problem.self) { try await kit.look(Sheet.shirt, runs: false) }
      #expect(problem?.kind == .notAllowedNow)
      // An import in earnest does not wait for anybody, and one that goes makes room.
      #expect(try await kit.bring(Sheet.shirt).file.status == .completed)
      try await kit.catalog.discardImport(first.file.id, of: kit.shop.id)
      #expect(try await kit.look(Sheet.shirt).outcomes == [.unchanged, .unchanged, .unchanged])
    }
  }

  @Test(arguments: TestEngine.allCases) func theInterfaceLooksAndStarts(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let path = "/shops/\(kit.shop.id)/imports"
      let bytes = Array("Code,Name,Cost\nc-1,Cup,3.00\n".utf8)
      let answer = await kit.upload(kit.vendor, path + "?dryRun=true", bytes, contentType: "text/csv")
      #expect(answer.status == 202 && answer.json.at("dryRun") == true, "\(answer.json)")
      #expect(answer.json.at("status").text == "unmapped")
      let id = try #require(answer.json.at("id").text)
      let mapping = #"{"mapping": {"Code": "handle", "Name": "title", "Cost": "price"}}"#
      #expect(await kit.vendor.send(.post, "\(path)/\(id)/previews", mapping).status == 202)
      try await kit.catalog.runUploadedImport(try #require(ImportID(id)))
      let looked = await kit.vendor.send(.get, "\(path)/\(id)")
      #expect(looked.json.at("rows", "created").number == 1 && looked.json.at("status").text == "completed")
      let preview = await kit.vendor.send(.get, "\(path)/\(id)/preview")
      #expect(preview.json.at("products", 0, "price", "amount").number == 300)
      #expect(preview.json.at("columns", 2, "field").text == "price")
      #expect(await kit.vendor.send(.post, "\(path)/\(id)/start").status == 202)
      #expect(await kit.vendor.send(.get, "\(path)/\(id)/preview").status == 409)
      try await kit.catalog.runUploadedImport(try #require(ImportID(id)))
      #expect(try await kit.goods("c-1").title == "Cup")
    }
  }
}

extension CatalogKit {
  /// Looks at what a file would change.
  func look(_ text: String, runs: Bool = true) async throws -> Brought {
    let started = try await catalog.startImport(
      Content(Array(text.utf8)), fileName: "products.csv", into: shop.id, isDryRun: true)
    if runs { try await catalog.runUploadedImport(started.id) }
    return try await result(started.id)
  }

  /// What became of an import of the shop so far.
  func result(_ id: ImportID) async throws -> Brought {
    let file = try await catalog.importStatus(id, of: shop.id)
    let page = PageRequest(limit: 10_000, cursor: nil)
    return Brought(
      file: file, rows: try await catalog.importRows(id, of: shop.id, outcome: nil, page).items)
  }

  /// How many rows there are in a table of the catalogue.
  func rowsOf(_ table: SQL) async throws -> Int64 {
    try await database.read { try $0.value("SELECT COUNT(*) FROM \(fragment: table)") ?? 0 }
  }
}
