import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

private let rounds = 12

/// What is removed for a state that somebody saw is in that state.
@Suite struct RemovalTests {
  @Test(arguments: TestEngine.allCases) func aProductIsNotRemovedWithAChangeThatNobodySaw(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      for round in 0..<rounds {
        let made = try await kit.product(#"{"title": "Lamp \#(round)", "price": 100, "stock": 3}"#)
        let path = "/shops/\(kit.shop.id)/products/\(try #require(made.at("id").text))"
        try await Self.oneOfTwo(kit.vendor, path, #"{"title": "Bowl \#(round)"}"#)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func aCategoryIsNotRemovedWithAChangeThatNobodySaw(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      for round in 0..<rounds {
        let made = await kit.admin.send(.post, "/admin/categories", #"{"name": "Light \#(round)"}"#)
        let path = "/admin/categories/\(try #require(made.text("id")))"
        try await Self.oneOfTwo(kit.admin, path, #"{"name": "Shade \#(round)"}"#)
      }
    }
  }

  /// Changes and removes what stands there at once, both as it was before.
  private static func oneOfTwo(_ api: TestAPI, _ path: String, _ change: String) async throws {
    let seen = try #require(await api.send(.get, path).response.headers[.eTag])
    async let changing = api.send(.patch, path, change, headers: [.ifMatch: seen])
    async let removing = api.send(.delete, path, headers: [.ifMatch: seen])
    let (changed, removed) = await (changing.status, removing.status)
    #expect([[200, 412], [404, 204]].contains([changed, removed]), "\(changed) and \(removed)")
    guard changed == 200 else { return }
    let now = try #require(await api.send(.get, path).response.headers[.eTag])
    #expect(await api.send(.delete, path, headers: [.ifMatch: seen]).status == 412)
    #expect(await api.send(.delete, path, headers: [.ifMatch: now]).status == 204)
  }
}
