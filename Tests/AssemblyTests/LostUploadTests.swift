import Catalog
import Foundation
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

/// Files whose rows may have been committed stay, although nobody heard of the COMMIT.
struct LostUploadTests {
  private static let picture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

  /// The first COMMIT of a document is that of the promise to remove its file, should nothing follow.
  @Test("A document whose COMMIT's answer was lost has its file")
  func aDocumentIsWhole() async throws {
    try await withCutMarket { market, cutter, _ async throws in
      let shop = try await market.openShop("Lamps")
      let bytes = Array(try #require(Data(base64Encoded: Self.picture)))
      let file = Upload(filename: "passport.png", contentType: "image/png", bytes: bytes)
      let kind = try #require(DocumentKind.allCases.first)
      cutter.cut(.pass, .answer)
      let error = await #expect(throws: DatabaseError.self) {
        try await market.vendors.addDocument(kind, file, to: shop.id, by: shop.owner)
      }
      #expect(error.map(DatabaseError.isOutcomeUnknown) == true && cutter.waiting == 0)
      while try await market.vendors.documents(of: shop.id).isEmpty {
        try await Task.sleep(for: .milliseconds(10))
      }
      let document = try #require(await market.vendors.documents(of: shop.id).first)
      _ = try await market.vendors.openDocument(document.id, of: shop.id)
    }
  }

  @Test("An import whose COMMIT comes after its answer was given up is carried out")
  func anImportIsWhole() async throws {
    try await withCutMarket { market, cutter, _ async throws in
      let shop = try await market.openShop("Lamps")
      let content = Content(Array("Handle,Title,Variant Price\ncup,Cup,4.00\n".utf8))
      cutter.cut(.answerLate(milliseconds: 200))
      let error = await #expect(throws: DatabaseError.self) {
        try await market.catalog.startImport(content, fileName: "cups.csv", into: shop.id)
      }
      #expect(error.map(DatabaseError.isOutcomeUnknown) == true)
      let first = PageRequest(limit: 10, cursor: nil)
      while try await market.catalog.imports(of: shop.id, first).items.isEmpty {
        try await Task.sleep(for: .milliseconds(10))
      }
      try await market.drain()
      #expect(try await market.catalog.imports(of: shop.id, first).items.map(\.status) == [.completed])
    }
  }
}
