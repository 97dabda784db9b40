import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing
import Web

@testable import Catalog

/// Imports that end in the middle go on where they were.
@Suite struct ResumeTests {
  private static let products = 450

  @Test(arguments: TestEngine.allCases, [false, true]) func aRunThatEndsInTheMiddleIsCompletedByTheNext(
    _ engine: TestEngine, _ isDryRun: Bool
  ) async throws {
    try await withCatalog(engine) { kit in
      func file(_ quantity: Int) -> String {
        Sheet.file(
          (0..<Self.products).map { Sheet.first("p-\($0)", sku: "P-\($0)", quantity: "\(quantity)") })
      }
      _ = try await kit.bring(file(5))
      let sold = try await kit.goods("p-1").variants[0]
      try await kit.sell(sold, 2)
      let started = try await kit.catalog.startImport(
        Content(Array(file(8).utf8)), fileName: "a.csv", into: kit.shop.id, isDryRun: isDryRun)
      let url = kit.catalog.importFiles.url(of: started.id)
      // The run ends behind the first batch, as its process might.
      let (catalog, id) = (kit.catalog, started.id)
      let run = Task {
        try await catalog.runImport(id, of: url, shopOfVendor: { _ in throw Problem(.notFound) }) { _ in
          withUnsafeCurrentTask { $0?.cancel() }
        }
      }
      await #expect(throws: (any Error).self) { try await run.value }
      let half = try await kit.catalog.importStatus(id, of: kit.shop.id)
      #expect(half.status == .running && (1..<Int64(Self.products)).contains(half.products))
      try await kit.sell(sold, 1)
      try await kit.catalog.runUploadedImport(id)
      let done = try await kit.result(id)
      #expect(done.file.status == .completed && done.rows.count == Self.products)
      #expect(done.file.products == Int64(Self.products) && done.file.rows.total == Int64(Self.products))
      // Three more of each, whatever was sold meanwhile, and not twice.
      for product in try await kit.allGoods() {
        let isSold = product.sourceHandle == "p-1"
        #expect(product.stock == (isDryRun ? 5 : 8) - (isSold ? 3 : 0), "\(product.title)")
      }
    }
  }
}

/// Bytes that come piece by piece.
final class Gathered: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var all: [UInt8] { bytes.withLock { $0 } }

  func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
}
