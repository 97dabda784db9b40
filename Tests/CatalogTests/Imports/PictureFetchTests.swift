import Foundation
import Gateways
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Catalog

/// Sites that answer with what they are told, and remember who asked for what.
private final class FakeSites: PictureSource {
  private struct State {
    var pictures: [String: Result<[UInt8], PictureFetchError>] = [:]
    var asked: [String] = []
    var running: [String: Int] = [:]
    var most = 0
  }

  private let state = Mutex(State())

  var asked: [String] { state.withLock { $0.asked } }
  /// The most calls of one site at the same time.
  var most: Int { state.withLock { $0.most } }

  func put(_ address: String, _ answer: Result<[UInt8], PictureFetchError>) {
    state.withLock { $0.pictures[address] = answer }
  }

  func fetch(_ address: String) async throws -> [UInt8] {
    let host = URL(string: address)?.host() ?? ""
    let answer = state.withLock { state in
      state.asked.append(address)
      state.running[host, default: 0] += 1
      state.most = max(state.most, state.running[host] ?? 0)
      return state.pictures[address]
        ?? .failure(PictureFetchError("The site answered with 404.", mayPass: false))
    }
    try await Task.sleep(for: .milliseconds(2))
    state.withLock { $0.running[host, default: 1] -= 1 }
    return try answer.get()
  }
}

/// Pictures that a file of products names by their address.
@Suite struct PictureFetchTests {
  private static let busy = PictureFetchError("The site answered with 503.", mayPass: true)

  /// A file with a product for each address.
  private func file(_ addresses: [String]) -> String {
    let rows = addresses.enumerated().map { place, address in
      "thing-\(place),Thing \(place),10.00,5,active,\(address),Seen \(place)"
    }
    return
      (["Handle,Title,Variant Price,Variant Inventory Qty,Status,Image Src,Image Alt Text"] + rows)
      .joined(separator: "\n") + "\n"
  }

  private func counts(_ kit: CatalogKit, _ file: Import) async throws -> PictureFetchCounts {
    try await kit.catalog.importStatus(file.id, of: kit.shop.id).pictures
  }

  @Test(arguments: TestEngine.allCases) func picturesAreFetchedAndShown(_ engine: TestEngine) async throws {
    let sites = FakeSites()
    try await withCatalog(engine, pictures: sites) { kit in
      let good = "https://pictures.example/a%20bowl.png"
      sites.put(good, .success(try await kit.picture()))
      sites.put("https://pictures.example/page", .success(Array("<html>".utf8)))
      let brought = try await kit.bring(
        file([good, "https://pictures.example/page", "https://pictures.example/none.png"]))
      #expect(try await counts(kit, brought.file) == PictureFetchCounts(waiting: 3))
      #expect(sites.asked.isEmpty)
      try await kit.jobRunner().drain()
      #expect(
        try await counts(kit, brought.file) == PictureFetchCounts(waiting: 0, fetched: 1, failed: 2))

      let product = try await kit.goods("thing-0")
      #expect(product.images.first?.width == 400 && product.images.first?.key != nil)
      #expect(product.images.first?.sourceURL == good)
      let card = await kit.api.send(.get, "/products").items.first { $0.at("slug").text == "thing-0" }
      #expect(card?.at("image", "alt").text == "Seen 0")

      let path = "/shops/\(kit.shop.id)/imports/\(brought.file.id)"
      #expect(await kit.vendor.send(.get, path).json.at("pictures", "failed").number == 2)
      let failed = await kit.vendor.send(.get, "\(path)/pictures?state=failed").items
      #expect(failed.count == 2)
      #expect(failed.allSatisfy { $0.at("reason").text?.isEmpty == false && $0.at("attempts").number == 1 })
      #expect(await kit.otherVendor.send(.get, "\(path)/pictures").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatMayPassIsTriedFiveTimes(_ engine: TestEngine) async throws {
    let sites = FakeSites()
    try await withCatalog(engine, pictures: sites) { kit in
      let address = "https://slow.example/a.png"
      sites.put(address, .failure(Self.busy))
      let brought = try await kit.bring(file([address]))
      let runner = try kit.jobRunner()
      for attempt in 1...5 {
        try await runner.drain()
        #expect(sites.asked.count == attempt)
        #expect(try await counts(kit, brought.file).waiting == (attempt < 5 ? 1 : 0))
        // Not before its time.
        kit.clock.advance(seconds: 31)
        try await runner.drain()
        #expect(sites.asked.count == attempt)
        kit.clock.advance(seconds: 30_000)
      }
      #expect(try await counts(kit, brought.file).failed == 1)

      sites.put(address, .success(try await kit.picture()))
      let path = "/shops/\(kit.shop.id)/imports/\(brought.file.id)/picture-retries"
      #expect(await kit.otherVendor.send(.post, path).status == 404)
      let again = await kit.vendor.send(.post, path)
      #expect(again.status == 202 && again.json.at("pictures", "waiting").number == 1)
      try await runner.drain()
      #expect(try await counts(kit, brought.file) == PictureFetchCounts(fetched: 1))
      // Nothing failed, so nothing is done.
      #expect(await kit.vendor.send(.post, path).json.at("pictures", "fetched").number == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func manyOfOneSiteAreAskedForFewAtOnce(
    _ engine: TestEngine
  ) async throws {
    let sites = FakeSites()
    try await withCatalog(engine, pictures: sites) { kit in
      let addresses = (0..<40).map { "https://one.example/\($0).png" } + ["https://two.example/a.png"]
      let bytes = try await kit.picture()
      for address in addresses { sites.put(address, .success(bytes)) }
      let brought = try await kit.bring(file(addresses))
      let runner = try kit.jobRunner()
      // A turn ends after some seconds, in which a busy machine fetches less.
      for _ in 0..<40 where try await counts(kit, brought.file).fetched < 41 {
        try await runner.drain()
        kit.clock.advance(seconds: 31)
      }
      #expect(try await counts(kit, brought.file).fetched == 41)
      #expect(sites.asked.count == 41 && Set(sites.asked).count == 41)
      #expect(sites.most <= 2)
      // The other site did not wait for all of the first.
      #expect(try #require(sites.asked.firstIndex(of: "https://two.example/a.png")) < 17)
    }
  }

  /// A node that dies with pictures in its hands keeps them for a while only.
  @Test(arguments: TestEngine.allCases) func whatADeadNodeTookIsTakenAgain(_ engine: TestEngine) async throws
  {
    let sites = FakeSites()
    try await withCatalog(engine, pictures: sites) { kit in
      let address = "https://pictures.example/a.png"
      sites.put(address, .success(try await kit.picture()))
      let brought = try await kit.bring(file([address]))
      try await kit.database.write { tx in
        let due = try PictureFetchStore.due(limit: 10, tx)
        #expect(due.count == 1)
        try PictureFetchStore.postpone(due.map(\.image), to: tx.now.adding(seconds: 900), tx)
      }
      try await kit.catalog.fetchPictures()
      #expect(sites.asked.isEmpty)
      kit.clock.advance(seconds: 901)
      try await kit.catalog.fetchPictures()
      #expect(try await counts(kit, brought.file).fetched == 1)
    }
  }

  /// Bringing the same file in again changes nothing of what is here and tries what failed once more.
  @Test(arguments: TestEngine.allCases) func theSameFileAgainTriesWhatFailed(_ engine: TestEngine)
    async throws
  {
    let sites = FakeSites()
    try await withCatalog(engine, pictures: sites) { kit in
      let addresses = ["https://pictures.example/a.png", "https://pictures.example/b.png"]
      sites.put(addresses[0], .success(try await kit.picture()))
      let first = try await kit.bring(file(addresses))
      try await kit.jobRunner().drain()
      #expect(try await counts(kit, first.file) == PictureFetchCounts(fetched: 1, failed: 1))
      let images = try await kit.goods("thing-0").images.map(\.id)
      sites.put(addresses[1], .success(try await kit.picture("#0f6b62")))
      let second = try await kit.bring(file(addresses))
      #expect(second.outcomes == [.unchanged, .unchanged])
      try await kit.jobRunner().drain()
      #expect(try await counts(kit, second.file) == PictureFetchCounts(fetched: 1))
      #expect(try await kit.goods("thing-0").images.map(\.id) == images)
      #expect(sites.asked.count == 3)
    }
  }

  /// A picture that was deleted before its turn is not asked for and not shown.
  @Test func whatIsDeletedIsNotFetched() async throws {
    let sites = FakeSites()
    try await withCatalog(.sqlite, pictures: sites) { kit in
      let address = "https://pictures.example/a.png"
      sites.put(address, .success(try await kit.picture()))
      let brought = try await kit.bring(file([address]))
      let image = try #require(try await kit.goods("thing-0").images.first?.id)
      let path = "/shops/\(kit.shop.id)/products/thing-0/images/\(image)"
      #expect(await kit.vendor.send(.delete, path).status == 204)
      try await kit.jobRunner().drain()
      #expect(sites.asked.isEmpty)
      #expect(try await counts(kit, brought.file).total == 0)
    }
  }
}
