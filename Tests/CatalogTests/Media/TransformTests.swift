import Foundation
import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Edited pictures: signed addresses, the change and its undoing, and where the files go.
@Suite struct TransformTests {
  @Test(arguments: TestEngine.allCases) func signedAddressesShowResults(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (path, key) = try await picture(kit)
      let made = await kit.vendor.send(.post, path, #"{"operations": "w-100"}"#)
      #expect(made.status == 200)
      let url = try #require(made.text("url"))
      let stored = kit.objects.keys
      let answer = await kit.api.application.respond(to: IncomingRequest(.get, url))
      #expect(answer.status == .ok && answer.headers[.contentType] == "image/webp")
      #expect(answer.headers[.cacheControl]?.contains("immutable") == true)
      #expect(try await kit.catalog.images.inspect(answer.bodyBytes).width == 100)

      // Whatever is changed about an address makes it nothing, and no work is done for it.
      let other = try await kit.catalog.storePicture(try await kit.picture("#0f6b62")).folder
      let parts = url.split(separator: "/").map(String.init)
      let (signature, operations) = (parts[2], parts[3])
      let zeros = String(repeating: "A", count: signature.utf8.count)
      for changed in [
        "\(zeros)/\(operations)/\(key)", "\(signature.dropLast())/\(operations)/\(key)",
        "\(signature)/w-101/\(key)", "\(signature)/w-100/\(key)", "\(signature)/w-999999999/\(key)",
        "\(signature)/\(operations)/\(other)", "\(signature)/\(operations)/\(key)/../x",
        "\(signature)/\(operations)/..%2F..%2F\(key)", "\(signature)/\(operations)/\(key)%00",
        "\(signature)/\(operations)/\(key)/",
      ] {
        let refused = await kit.api.application.respond(
          to: IncomingRequest(.get, "/media/transforms/\(changed)"))
        #expect([400, 404].contains(refused.status.code), "\(changed)")
      }
      let results = kit.objects.keys.filter { !$0.hasPrefix(other) }
      #expect(results == stored)
    }
  }

  @Test(arguments: TestEngine.allCases) func onlyTheShopEditsItsPictures(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (path, _) = try await picture(kit)
      let own = path.replacing("\(kit.shop.id)", with: "\(kit.otherShop.id)")
      for body in [#"{"operations": "w-100"}"#, #"{"operations": "retouch", "apply": true}"#] {
        #expect(await kit.otherVendor.send(.post, path, body).status == 404)
        #expect(await kit.otherVendor.send(.post, own, body).status == 404)
        #expect(await kit.api.send(.post, path, body).status == 401)
      }
      #expect(await kit.otherVendor.send(.delete, path).status == 404)
      for body in [#"{"operations": "w-5000"}"#, #"{"operations": "../x"}"#, "{}"] {
        #expect(await kit.vendor.send(.post, path, body).status == 422)
      }
      #expect(kit.objects.keys.count == 4)
    }
  }

  @Test(arguments: TestEngine.allCases) func editsAreAppliedAndUndone(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (path, key) = try await picture(kit)
      let runner = try kit.jobRunner()
      let body = #"{"operations": "upscale-2", "apply": true}"#
      let first = await kit.vendor.send(.post, path, body)
      #expect(first.status == 200 && first.items.first?.at("width").number == 800)
      let result = try #require(try await image(kit).key)
      #expect(result != key && first.text("url")?.contains(result) == true)
      let retouched = await kit.vendor.send(.post, path, #"{"operations": "shadow", "apply": true}"#)
      #expect(retouched.status == 200)
      let card = await kit.api.send(.get, "/products").items.first
      #expect(card?.at("image", "url").text?.contains(key) != true)

      // The first picture stays while it may come back; what stood in between goes.
      kit.clock.advance(seconds: 2 * 3600)
      try await runner.drain()
      #expect(kit.objects.keys.contains { $0.hasPrefix(key) })
      #expect(!kit.objects.keys.contains { $0.hasPrefix(result) })
      #expect(await kit.vendor.send(.delete, path).status == 204)
      let back = try await image(kit)
      #expect(back.key == key && back.width == 400 && back.height == 500 && back.original == nil)
      #expect(await kit.vendor.send(.delete, path).status == 404)
      kit.clock.advance(seconds: 2 * 3600)
      try await runner.drain()
      #expect(kit.objects.keys.allSatisfy { $0.hasPrefix(key) })
    }
  }

  @Test(arguments: TestEngine.allCases) func resultsGoWithThePicture(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (path, _) = try await picture(kit)
      let runner = try kit.jobRunner()
      let url = try #require(
        await kit.vendor.send(.post, path, #"{"operations": "w-100"}"#).text("url"))
      let applied = await kit.vendor.send(.post, path, #"{"operations": "shadow", "apply": true}"#)
      #expect(applied.status == 200)
      #expect(
        await kit.vendor.send(.delete, path.replacing("/transforms", with: "")).status == 204)
      kit.clock.advance(seconds: 2 * 3600)
      try await runner.drain()
      #expect(kit.objects.keys.isEmpty)
      let left: Int? = try await kit.database.read { try $0.value("SELECT COUNT(*) FROM picture_transforms") }
      #expect(left == 0)
      #expect(await kit.api.application.respond(to: IncomingRequest(.get, url)).status == .notFound)
      #expect(kit.objects.keys.isEmpty)
    }
  }

  /// The files of edited pictures go with a product that is deleted for good, too.
  @Test(arguments: TestEngine.allCases) func filesGoWithTheProduct(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (path, _) = try await picture(kit)
      let applied = await kit.vendor.send(.post, path, #"{"operations": "shadow", "apply": true}"#)
      #expect(applied.status == 200)
      #expect(await kit.vendor.send(.delete, "/shops/\(kit.shop.id)/products/cup").status == 204)
      kit.clock.advance(seconds: 25 * 3600)
      try await kit.catalog.purgeDeleted()
      kit.clock.advance(seconds: 2 * 3600)
      try await kit.jobRunner().drain()
      #expect(kit.objects.keys.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func onePictureHasABoundedNumberOfResults(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let (path, key) = try await picture(kit)
      try await kit.database.write { tx in
        for width in 1...TransformStore.maximumResults { try TransformStore.note("w-\(width)", of: key, tx) }
      }
      let refused = await kit.vendor.send(.post, path, #"{"operations": "w-100,quality-40"}"#)
      #expect(refused.status == 422)
      #expect(kit.objects.keys.count == 4)
    }
  }

  @Test func aPictureWithoutAnEvenBackgroundSaysSo() async throws {
    try await withCatalog(.sqlite) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="20" fill="#123456"/>\
        <rect y="20" width="40" height="20" fill="#ffcc00"/></svg>
        """
      let images = "/shops/\(kit.shop.id)/products/cup/images"
      let bytes = try await kit.catalog.images.draw(svg: svg, width: 200)
      let id = try #require(await kit.upload(kit.vendor, images, bytes).items.first?.at("id").text)
      let answer = await kit.vendor.send(
        .post, "\(images)/\(id)/transforms", #"{"operations": "background-remove"}"#)
      #expect(answer.status == 422)
      #expect(answer.json.at("errors", 0, "code").text == "background_uneven")
    }
  }

  /// Many at once make one result, also over the address.
  @Test(arguments: TestEngine.allCases) func askedForAtOnceAResultIsMadeOnce(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let (path, _) = try await picture(kit)
      let vendor = kit.vendor
      let answers = await withTaskGroup(of: TestAnswer.self) { group in
        for _ in 0..<8 { group.addTask { await vendor.send(.post, path, #"{"operations": "w-90"}"#) } }
        return await group.reduce(into: [TestAnswer]()) { $0.append($1) }
      }
      #expect(answers.allSatisfy { $0.status == 200 })
      #expect(Set(answers.compactMap { $0.text("url") }).count == 1)
      #expect(kit.objects.keys.count == 5)

      let gate = Gate()
      let transforms = kit.catalog.transforms
      try await withThrowingTaskGroup(of: StoredObject.self) { group in
        for _ in 0..<20 {
          group.addTask {
            try await transforms.only("one") {
              await gate.passed()
              return StoredObject(bytes: [], contentType: "image/webp")
            }
          }
        }
        try await Task.sleep(for: .milliseconds(100))
        await gate.open()
        try await group.waitForAll()
      }
      #expect(await gate.passes == 1)
    }
  }

  @Test func tooMuchAtOnceIsToldToComeAgain() async throws {
    try await withCatalog(.sqlite) { kit in
      let transforms = kit.catalog.transforms
      let gate = Gate()
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<9 {
          group.addTask {
            do {
              _ = try await transforms.only("\(number)") {
                await gate.passed()
                return StoredObject(bytes: [], contentType: "image/webp")
              }
              return true
            } catch let problem as Problem {
              #expect(problem.kind == .unavailable && problem.retryAfterSeconds == 2)
              await gate.open()
              return false
            }
          }
        }
        let done = try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        #expect(done == 8)
      }
    }
  }

  /// A product with one picture: where its results are asked for, and its key.
  private func picture(_ kit: CatalogKit) async throws -> (path: String, key: String) {
    try await kit.product(#"{"title": "Cup", "price": 900}"#)
    let images = "/shops/\(kit.shop.id)/products/cup/images"
    #expect(await kit.upload(kit.vendor, images, try await kit.picture()).status == 201)
    let image = try await image(kit)
    return ("\(images)/\(image.id)/transforms", try #require(image.key))
  }

  private func image(_ kit: CatalogKit) async throws -> ProductImage {
    try #require(try await kit.catalog.product("cup", of: kit.shop.id).images.first)
  }
}

/// Holds everybody until it is opened.
private actor Gate {
  private(set) var passes = 0
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func passed() async {
    passes += 1
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for one in waiting { one.resume() }
    waiting = []
  }
}
