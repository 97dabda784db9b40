import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Pictures: upload, order, delivery and removal.
@Suite struct MediaTests {
  @Test(arguments: TestEngine.allCases) func picturesAreStoredAndServed(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup/images"
      let first = await kit.upload(kit.vendor, path + "?alt=A%20cup", try await kit.picture())
      #expect(first.status == 201)
      #expect(first.items.first?.at("alt").text == "A cup")
      #expect(first.items.first?.at("width").number == 400)
      let second = await kit.upload(kit.vendor, path, try await kit.picture("#0f6b62"))
      let ids = [first, second].compactMap { $0.items.first?.at("id").text }
      #expect(ids.count == 2)

      let url = try #require(first.items.first?.at("thumbnail").text)
      let file = await kit.api.application.respond(to: IncomingRequest(.get, url))
      #expect(file.status == .ok)
      #expect(file.headers[.contentType] == "image/webp")
      #expect(file.headers[.cacheControl]?.contains("immutable") == true)
      #expect(
        await kit.api.application.respond(to: IncomingRequest(.get, "/media/../secret")).status == .notFound)
      #expect(
        await kit.api.application.respond(to: IncomingRequest(.get, "/media/none.webp")).status == .notFound)

      let moved = await kit.vendor.send(.patch, "\(path)/\(ids[1])", #"{"position": 0, "alt": "Teal"}"#)
      #expect(moved.items.map { $0.at("id").text } == [ids[1], ids[0]])
      let card = await kit.api.send(.get, "/products").items.first
      #expect(card?.at("image", "alt").text == "Teal")
      #expect(await kit.otherVendor.send(.delete, "\(path)/\(ids[1])").status == 404)
      #expect(await kit.vendor.send(.delete, "\(path)/\(ids[1])").status == 204)
      #expect(await kit.vendor.send(.delete, "\(path)/\(ids[1])").status == 404)
      #expect(await kit.api.send(.get, "/products/cup").json.at("images").list.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func filesGoWithTheLastProductThatShowsThem(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      for title in ["Cup", "Mug"] {
        try await kit.product(#"{"title": "\#(title)", "price": 900}"#)
        let path = "/shops/\(kit.shop.id)/products/\(title.lowercased())/images"
        #expect(await kit.upload(kit.vendor, path, try await kit.picture()).status == 201)
      }
      // Three sizes and the original, once for both.
      #expect(kit.objects.keys.count == 4)
      let runner = try kit.jobRunner()
      for (title, isLeft) in [("cup", true), ("mug", false)] {
        #expect(await kit.vendor.send(.delete, "/shops/\(kit.shop.id)/products/\(title)").status == 204)
        kit.clock.advance(seconds: 25 * 3600)
        try await kit.catalog.purgeDeleted()
        kit.clock.advance(seconds: 2 * 3600)
        try await runner.drain()
        #expect(kit.objects.keys.isEmpty == !isLeft)
      }
    }
  }

  /// An upload that ends before anything shows it, as one that the program was killed in, leaves nothing.
  @Test(arguments: TestEngine.allCases) func filesThatNothingShowsGo(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let runner = try kit.jobRunner()
      let lost = try await kit.catalog.storePicture(try await kit.picture())
      try await runner.drain()
      #expect(kit.objects.keys.contains { $0.hasPrefix(lost.folder) })
      kit.clock.advance(seconds: 3_600)
      try await runner.drain()
      #expect(kit.objects.keys.isEmpty)
    }
  }

  /// A picture that is stored anew while the removal of its last use is due keeps its files.
  @Test(arguments: TestEngine.allCases) func whatIsStoredAgainStays(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let runner = try kit.jobRunner()
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup/images"
      let first = await kit.upload(kit.vendor, path, try await kit.picture())
      let image = try #require(first.items.first?.at("id").text)
      #expect(await kit.vendor.send(.delete, "\(path)/\(image)").status == 204)
      kit.clock.advance(seconds: 3_599)
      // Stored, but shown by nothing yet, when the job looks.
      let again = try await kit.catalog.storePicture(try await kit.picture())
      kit.clock.advance(seconds: 2)
      try await runner.drain()
      #expect(kit.objects.keys.contains { $0.hasPrefix(again.folder) })
      let second = await kit.upload(kit.vendor, path, try await kit.picture())
      #expect(second.status == 201)
      kit.clock.advance(seconds: 4_000)
      try await runner.drain()
      let url = try #require(second.items.first?.at("card").text)
      #expect(await kit.api.application.respond(to: IncomingRequest(.get, url)).status == .ok)
    }
  }

  /// Whoever stores a picture whose files are just being removed waits, and has them afterwards.
  @Test(arguments: TestEngine.allCases) func storingAndRemovingAtOnceLeavesWholePictures(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup/images"
      let bytes = try await kit.picture()
      for _ in 0..<5 {
        let stored = try await kit.catalog.storePicture(bytes)
        kit.clock.advance(seconds: 3_601)
        async let removal: Void = kit.catalog.removeMedia([stored.folder])
        let answer = await kit.upload(kit.vendor, path, bytes)
        try await removal
        #expect(answer.status == 201)
        for size in ["thumbnail", "card", "zoom"] {
          let url = try #require(answer.items.last?.at(size).text)
          #expect(await kit.api.application.respond(to: IncomingRequest(.get, url)).status == .ok)
        }
        let image = try #require(answer.items.last?.at("id").text)
        #expect(await kit.vendor.send(.delete, "\(path)/\(image)").status == 204)
      }
    }
  }

  @Test func whatIsNoPictureIsRefused() async throws {
    try await withCatalog(.sqlite) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup/images"
      let text = await kit.upload(kit.vendor, path, Array("not a picture".utf8))
      #expect(text.status == 422)
      #expect(text.text("type")?.contains("image-unreadable") == true)
      let half = Array(try await kit.picture().prefix(200))
      #expect(await kit.upload(kit.vendor, path, half).status == 422)
      let huge = [UInt8](repeating: 0, count: Catalog.maximumImageBytes + 1)
      #expect(await kit.upload(kit.vendor, path, huge).status == 413)
      #expect(await kit.upload(kit.vendor, path, [1], contentType: "application/pdf").status == 415)
      #expect(await kit.upload(kit.vendor, path, []).status == 422)
      #expect(kit.objects.keys.isEmpty)
      #expect(await kit.api.send(.get, "/products/cup").json.at("images").list.isEmpty)
    }
  }

  @Test func formsCarrySeveralPictures() async throws {
    try await withCatalog(.sqlite) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      var body: [UInt8] = []
      for color in ["red", "green"] {
        body += "--x\r\nContent-Disposition: form-data; name=\"images\"; filename=\"\(color).png\"\r\n".utf8
        body += "Content-Type: image/png\r\n\r\n".utf8
        body += try await kit.picture(color)
        body += "\r\n".utf8
      }
      body += "--x--\r\n".utf8
      let answer = await kit.upload(
        kit.vendor, "/shops/\(kit.shop.id)/products/cup/images", body,
        contentType: "multipart/form-data; boundary=x")
      #expect(answer.status == 201)
      #expect(answer.items.count == 2)
    }
  }

  @Test("Pictures are changed for the state that was seen", arguments: TestEngine.allCases)
  func staleChangesOfPicturesAreRefused(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup/images"
      for colour in ["#0f6b62", "#aa0000"] {
        #expect(await kit.upload(kit.vendor, path, try await kit.picture(colour)).status == 201)
      }
      let shown = await kit.vendor.send(.get, path)
      let tag = try #require(shown.response.headers[.eTag])
      let last = try #require(shown.items.last?.at("id").text)
      let first = await kit.vendor.send(
        .patch, "\(path)/\(last)", #"{"position": 0}"#, headers: [.ifMatch: tag])
      #expect(first.status == 200)
      let second = await kit.vendor.send(
        .patch, "\(path)/\(last)", #"{"alt": "Red"}"#, headers: [.ifMatch: tag])
      #expect(second.status == 412)
      #expect(await kit.vendor.send(.get, path).items.first?.at("alt").text != "Red")
      #expect(await kit.vendor.send(.patch, "\(path)/\(last)", #"{"alt": "Red"}"#).status == 200)
    }
  }
}
