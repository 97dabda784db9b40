import Foundation
import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// The sizes of pictures that jobs make.
@Suite struct SizesTests {
  @Test(arguments: TestEngine.allCases) func picturesOfBannersHaveThemToo(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let picture = try await kit.catalog.addHomePicture(try await kit.picture())
      #expect(try await kit.catalog.look(of: picture.key) == .first)
      try await kit.jobRunner().drain()
      let look = try await kit.catalog.look(of: picture.key)
      #expect(look.hasMoreWidths && look.placeholder != nil)
      let avif = kit.catalog.smallestImageSizes(picture.key, largest: picture.width, look)
      let webp = kit.catalog.imageSizes(picture.key, largest: picture.width, look)
      #expect(avif.isEmpty != look.hasAVIF && webp.count > 2)
      for size in webp + avif {
        let answer = await kit.api.application.respond(to: IncomingRequest(.get, size.path))
        #expect(answer.status == .ok, "\(size.path)")
      }
      #expect(try await kit.catalog.look(of: "site/unknown") == .first)
    }
  }

  @Test(arguments: TestEngine.allCases) func moreSizesFollowTheUpload(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900, "stock": 3}"#)
      let path = "/shops/\(kit.shop.id)/products/cup/images"
      #expect(await kit.upload(kit.vendor, path, try await kit.picture()).status == 201)
      let before = try #require(try await product(kit).images.first)
      let key = try #require(before.key)
      #expect(before.look == .first)
      #expect(kit.catalog.imageSizes(key, largest: before.width, before.look).map(\.width) == [160, 400])
      try await kit.jobRunner().drain()

      let after = try #require(try await product(kit).images.first)
      #expect(after.look.hasMoreWidths && after.look.placeholder != nil)
      let webp = kit.catalog.imageSizes(key, largest: after.width, after.look)
      #expect(webp.map(\.width) == [160, 320, 400])
      let avif = kit.catalog.smallestImageSizes(key, largest: after.width, after.look)
      #expect(avif.map(\.width) == (after.look.hasAVIF ? [320, 400] : []))
      // Whatever a page names is there.
      for size in webp + avif {
        let answer = await kit.api.application.respond(to: IncomingRequest(.get, size.path))
        #expect(answer.status == .ok, "\(size.path)")
      }
      #expect(kit.objects.keys.contains("\(key)/original.png"))
      let cards = try await kit.catalog.products(ListingQuery(page: PageRequest(limit: 10))).items
      #expect(cards.first?.image?.look == after.look)

      // The same picture on another product has them at once.
      try await kit.product(#"{"title": "Mug", "price": 900}"#)
      let other = "/shops/\(kit.shop.id)/products/mug/images"
      #expect(await kit.upload(kit.vendor, other, try await kit.picture()).status == 201)
      #expect(try await product(kit, "mug").images.first?.look == after.look)
    }
  }

  /// Pictures from before there were sizes, of which only the largest is there.
  @Test(arguments: TestEngine.allCases) func olderPicturesGetTheirs(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup/images"
      #expect(await kit.upload(kit.vendor, path, try await kit.picture()).status == 201)
      let key = try #require(try await product(kit).images.first?.key)
      try await kit.catalog.objects.delete("\(key)/original.png")
      try await kit.database.write { tx in
        try tx.run("UPDATE stored_pictures SET original = NULL, touched_at = 0")
        try tx.run("DELETE FROM jobs")
      }
      try await kit.jobRunner().drain()
      #expect(try await product(kit).images.first?.look.hasMoreWidths == true)
    }
  }

  /// Files that are lost make a job that ends, not one that comes for ever.
  @Test func whatIsLostIsLeftAlone() async throws {
    try await withCatalog(.sqlite) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup/images"
      #expect(await kit.upload(kit.vendor, path, try await kit.picture()).status == 201)
      let image = try #require(try await product(kit).images.first)
      try await kit.catalog.objects.deletePrefix("\(try #require(image.key))/")
      try await kit.jobRunner().drain()
      let (moment, look) = (kit.clock.now, try #require(try await product(kit).images.first?.look))
      #expect(!look.hasMoreWidths && look.sizes == -1)
      #expect(
        try await kit.database.read { try StoredPictureStore.unmade(before: moment, limit: 9, $0) } == [])
    }
  }

  private func product(_ kit: CatalogKit, _ reference: String = "cup") async throws -> Product {
    try await kit.catalog.product(reference, of: kit.shop.id)
  }
}
