import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// Every field of a product's body, wrong in every way.
@Suite struct ProductFieldTests {
  /// Three that are 51 with the commas in them.
  private static let manyTags = [0..<17, 17..<34, 34..<51].map { numbers in
    "\"\(numbers.map(String.init).joined(separator: ","))\""
  }.joined(separator: ",")
  private static let wrong: [(body: String, field: String)] = [
    (#"{"price": 1}"#, "title"),
    (#"{"title": "", "price": 1}"#, "title"),
    (#"{"title": 5, "price": 1}"#, "title"),
    (#"{"title": "\#(String(repeating: "x", count: 256))", "price": 1}"#, "title"),
    (#"{"title": "A\u0007", "price": 1}"#, "title"),
    (#"{"title": "A"}"#, "price"),
    (#"{"title": "A", "price": -1}"#, "price"),
    (#"{"title": "A", "price": 1.5}"#, "price"),
    (#"{"title": "A", "price": "12"}"#, "price"),
    (#"{"title": "A", "price": 99999999999999999999}"#, "price"),
    (#"{"title": "A", "price": {"amount": 1, "currency": "USD"}}"#, "price"),
    (#"{"title": "A", "price": {"amount": 1}}"#, "price"),
    (#"{"title": "A", "price": 1, "compareAtPrice": -5}"#, "compareAtPrice"),
    (#"{"title": "A", "price": 1, "stock": -1}"#, "stock"),
    (#"{"title": "A", "price": 1, "stock": "many"}"#, "stock"),
    (#"{"title": "A", "price": 1, "status": "gone"}"#, "status"),
    (#"{"title": "A", "price": 1, "category": "nowhere"}"#, "category"),
    (#"{"title": "A", "price": 1, "category": 7}"#, "category"),
    (#"{"title": "A", "price": 1, "tags": "a,b"}"#, "tags"),
    (#"{"title": "A", "price": 1, "tags": [1]}"#, "tags[0]"),
    (#"{"title": "A", "price": 1, "brand": ["x"]}"#, "brand"),
    (#"{"title": "A", "price": 1, "tags": ["a,\u2060"]}"#, "tags"),
    (#"{"title": "A", "price": 1, "tags": [\#(manyTags)]}"#, "tags"),
    (#"{"title": "A", "price": 1, "attributes": {" ": "x"}}"#, "attributes"),
    (#"{"title": "A", "price": 1, "attributes": {"\u200b": "x"}}"#, "attributes"),
    (#"{"title": "A", "price": 1, "attributes": {"B": "x", " B": "y"}}"#, "attributes"),
    (
      #"{"title": "A", "price": 1, "description": "<b>\#(String(repeating: "'&", count: 40_000))</b>"}"#,
      "description"
    ),
    (#"{"title": "A", "price": 1, "sku": ""}"#, "sku"),
    (#"{"title": "A", "price": 1, "description": 1}"#, "description"),
    (#"{"title": "A", "price": 1, "colour": "red"}"#, "colour"),
    (#"{"title": "A", "price": 1, "attributes": {"Material": 1}}"#, "attributes.Material"),
    (#"{"title": "A", "price": 1, "options": [{"values": ["x"]}]}"#, "options[0]"),
    (#"{"title": "A", "price": 1, "variants": {}}"#, "variants"),
    (#"{"title": "A", "price": 1, "variants": [5]}"#, "variants[0]"),
    (#"{"title": "A", "variants": [{"options": {"Size": "M"}, "stock": 1}]}"#, "variants[0].price"),
    (#"{"title": "A", "variants": [{"options": {"Size": "M"}, "price": -1}]}"#, "variants[0].price"),
    (#"{"title": "A", "price": 1, "variants": [{"options": 5}]}"#, "variants[0].options"),
    (#"{"title": "A", "price": 1, "variants": [{"stock": 1}, {"stock": 2}]}"#, "variants[0].options"),
    (
      #"{"title": "A", "price": 1, "options": ["Size"], "variants": [{"options": ["M", "Red"]}]}"#,
      "variants[0].options"
    ),
    (
      #"{"title": "A", "price": 1, "variants": [{"options": {"Size": "M"}}, {"options": {"Size": "m"}}]}"#,
      "variants[1].options"
    ),
    (
      #"{"title": "A", "price": 1, "variants": [{"options": ["S"], "sku": "x"}, {"options": ["M"], "sku": "x"}]}"#,
      "variants[1].sku"
    ),
    (#"{"title": "A", "price": 1, "variants": [{"id": "var_1", "options": ["S"]}]}"#, "variants[0].id"),
    (#"{"title": "A", "price": 1, "variants": [{"options": ["S"], "weight": 1}]}"#, "variants[0].weight"),
  ]

  @Test(arguments: TestEngine.allCases) func wrongFieldsAreNamedAndNothingIsMade(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      for (body, field) in Self.wrong {
        let answer = await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products", body)
        #expect(answer.status == 422, "\(body)")
        #expect(answer.wrongFields.contains(field), "\(body): \(answer.wrongFields)")
      }
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products").items.isEmpty)
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup"
      for (body, field) in Self.wrong where field != "title" || !body.contains(#"{"price": 1}"#) {
        guard body != #"{"title": "A"}"#, field != "variants[0].price" || body.contains("-1") else {
          continue
        }
        let answer = await kit.vendor.send(.patch, path, body)
        #expect(answer.status == 422, "\(body)")
        #expect(answer.wrongFields.contains(field), "\(body): \(answer.wrongFields)")
      }
      #expect(await kit.api.send(.get, "/products/cup").json.at("title").text == "Cup")
    }
  }

  /// The API, a form and a file have one limit; the file is read record by record.
  @Test func aPriceHasOneLimitWhereverItComesFrom() async throws {
    try await withCatalog(.sqlite) { kit in
      let most = Money.largestAsked
      try await kit.product(#"{"title": "Crown", "price": \#(most), "compareAtPrice": \#(most)}"#)
      let path = "/shops/\(kit.shop.id)/products"
      for body in [
        #"{"title": "Moon", "price": \#(most + 1)}"#,
        #"{"title": "Moon", "price": {"amount": \#(Int64.max), "currency": "EUR"}}"#,
        #"{"title": "Moon", "variants": [{"options": ["S"], "price": \#(most + 1)}]}"#,
        #"{"title": "Moon", "price": 1, "compareAtPrice": \#(most + 1)}"#,
      ] {
        let answer = await kit.vendor.send(.post, path, body)
        #expect(answer.status == 422, "\(body)")
        #expect(answer.wrongFields.contains { $0.lowercased().hasSuffix("price") }, "\(answer.wrongFields)")
      }
      let typed = try WantedAmount.rule.parse(.text("10000000000.00")).units(of: .eur)
      #expect(typed == most)
      let failure = #expect(throws: InputFailure.self) {
        try WantedAmount.rule.parse(.text("10000000000.01")).units(of: .eur)
      }
      #expect(failure?.message.text.contains("10,000,000,000.00") == true)
    }
  }

  @Test func severalErrorsComeTogether() async throws {
    try await withCatalog(.sqlite) { kit in
      let body = #"{"price": -1, "stock": "x", "status": "y", "nonsense": 1}"#
      let answer = await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products", body)
      #expect(Set(answer.wrongFields) == ["title", "price", "stock", "status", "nonsense"])
      #expect(await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products", "{").status == 400)
      let type = await kit.vendor.send(
        .post, "/shops/\(kit.shop.id)/products", "x", contentType: "text/plain")
      #expect(type.status == 415)
    }
  }

  @Test func wrongQueriesAreRefused() async throws {
    try await withCatalog(.sqlite) { kit in
      for query in [
        "limit=0", "limit=101", "limit=x", "cursor=%21", "cursor=YQ", "sort=size", "minPrice=-1",
        "minPrice=a",
        "rating=6", "minPrice=5&maxPrice=4", "inStock=perhaps",
      ] {
        #expect(await kit.api.send(.get, "/products?\(query)").status == 422, "\(query)")
      }
      #expect(await kit.api.send(.get, "/products?utm_source=x&q=%20").status == 200)
    }
  }
}
