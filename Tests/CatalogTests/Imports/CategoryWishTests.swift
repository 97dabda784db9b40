import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Files wish for categories; administrators give them.
@Suite struct CategoryWishTests {
  @Test(arguments: TestEngine.allCases) func aTypeMakesNoCategory(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let result = try await kit.bring(
        Sheet.file(Sheet.first("a", "A", type: "Odd things"), Sheet.first("b", "B", type: "odd  THINGS")))
      #expect(result.said(2).contains("no category"))
      #expect(try await kit.catalog.categories().roots.isEmpty)
      let wishes = try await kit.catalog.categoryWishes()
      #expect(wishes.map(\.products) == [1, 1] || wishes.map(\.products) == [2])
      let made = try await kit.catalog.addCategory(NewCategoryInput(name: "Curiosities"))
      // Nobody answers what their own shop wishes for.
      let origin = Origin(
        account: kit.shop.owner, role: .admin, action: "PUT /test", requestID: "test", client: "127.0.0.1",
        isAudited: false)
      let wish = try CategoryWishAnswerInput.read(
        .object(["wish": "ODD things", "category": "curiosities"]))
      let refused = await #expect(throws: Problem.self) {
        try await Origin.$current.withValue(origin) { try await kit.catalog.grantWish(wish) }
      }
      #expect(refused?.kind == .ownShop)
      let answer = await kit.admin.send(
        .put, "/admin/category-wishes", #"{"wish": "ODD things", "category": "curiosities"}"#)
      #expect(answer.status == 200 && answer.json.at("products").number == 1)
      #expect(try await kit.goods("a").category?.id == made.id)
      _ = try await kit.bring(Sheet.file(Sheet.first("c", "C", type: "odd things")))
      #expect(try await kit.goods("c").category?.id == made.id)
      #expect(await kit.vendor.send(.get, "/admin/category-wishes").status == 403)
    }
  }

  @Test(arguments: TestEngine.allCases) func categoriesAreFoundByTheirPathAndStayWhenNothingIsFound(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let home = try await kit.catalog.addCategory(NewCategoryInput(name: "Home"))
      let bowls = try await kit.catalog.addCategory(NewCategoryInput(name: "Bowls", parent: home.id))
      func category(_ text: String) async throws -> CategoryID? {
        _ = try await kit.bring("Handle,Title,Product Category,Variant Price\na,A,\(text),1.00\n")
        return try await kit.goods("a").category?.id
      }
      #expect(try await category("home>BOWLS") == bowls.id)
      #expect(try await category("Garden > Rakes") == bowls.id)
      #expect(try await category("Home") == home.id)
      #expect(try await category("") == nil)
    }
  }
}
