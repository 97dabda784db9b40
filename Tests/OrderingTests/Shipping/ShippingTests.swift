import Kernel
import Ordering
import TestSupport
import Testing
import Web

private func option(_ changes: [String: JSONValue?] = [:]) -> JSONValue {
  var members: [String: JSONValue] = [
    "id": "post", "name": "Post", "price": 490, "countries": .array(["DE", "AT"]), "minDays": 2, "maxDays": 4,
  ]
  for (name, value) in changes { members[name] = value }
  return .object(["options": .array([.object(members)])])
}

@Suite struct ShippingTests {
  @Test(
    arguments: [
      ("price", .integer(-1)), ("price", .string("free")), ("price", nil), ("name", nil),
      ("name", .string("")),
      ("freeFrom", .integer(-5)), ("minDays", .integer(-1)), ("maxDays", .integer(1)),
      ("maxDays", .integer(9_999)),
      ("countries", .string("DE")), ("id", .string("Not A Slug")), ("colour", .string("red")),
    ] as [(String, JSONValue?)])
  func eachWrongFieldIsNamed(_ name: String, _ value: JSONValue?) throws {
    do {
      _ = try ShippingOptionsInput.read(option([name: value]))
      Issue.record("\(name) was taken")
    } catch let problem as Problem {
      #expect(problem.fields.contains { $0.field.hasPrefix("options[0].\(name)") }, "\(problem.fields)")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAmountOfAnotherCurrencyIsNotTakenForTheShops(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let dollars: JSONValue = .object(["amount": 490, "currency": "USD"])
      for field in ["price", "freeFrom"] {
        let refused = try await problem {
          try await market.ordering.replaceShippingOptions(
            of: north
          ) { _ in try ShippingOptionsInput.read(option([field: dollars])) }
        }
        #expect(refused?.fields.map(\.field) == ["options[0].\(field)"])
        #expect(refused?.fields.map(\.code) == ["wrong_currency"])
      }
      #expect(try await market.ordering.shippingOptions(of: north) == [.standard(.eur)])
    }
  }

  @Test func idsMustDiffer() {
    guard case .object(let members) = option(), case .array(let one)? = members["options"] else { return }
    #expect(throws: Problem.self) { try ShippingOptionsInput.read(.object(["options": .array(one + one)])) }
  }

  @Test func namesInAnyScriptGetIdsOfTheirOwn() throws {
    let names = ["Απλή", "Γρήγορη", "سريع", "Post", "Post"]
    let options = names.map { name -> JSONValue in
      .object(["name": .string(name), "price": 0, "minDays": 1, "maxDays": 2])
    }
    let input = try ShippingOptionsInput.read(.object(["options": .array(options)]))
    #expect(input.options.map(\.id) == ["apli", "grigori", "sry", "post", "post-2"])
  }

  @Test func theBuiltInOptionIsNamedInItsReadersLanguage() {
    let standard = ShippingOption.standard(.eur)
    #expect(standard.title.text(in: PseudoLanguage.language) == "⟦Štáñdářd délívéřý⟧")
    let own = ShippingOption(
      id: "standard", name: "Post", price: .zero(.eur), minimumDays: 1, maximumDays: 2)
    #expect(own.title.text(in: PseudoLanguage.language) == "Post")
  }

  @Test(arguments: TestEngine.allCases)
  func optionsAreReplacedAsAWhole(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let ordering = market.ordering
      #expect(try await ordering.shippingOptions(of: north) == [.standard(.eur)])
      let chosen = try ShippingOptionsInput.read(option())
      let stored = try await ordering.replaceShippingOptions(of: north) { _ in chosen }
      #expect(try await ordering.shippingOptions(of: north) == stored)
      #expect(stored.first?.countries == ["DE", "AT"])
      #expect(try await ordering.shippingOptions(ofOpenShop: "north") == stored)
      #expect(try await ordering.shippingOptions(ofOpenShop: north.description) == stored)
      let cleared = try ShippingOptionsInput.read(.object(["options": .array([])]))
      #expect(try await ordering.replaceShippingOptions(of: north) { _ in cleared } == [.standard(.eur)])
      #expect(try await ordering.shippingOptions(of: north) == [.standard(.eur)])
      let absent = try await problem { try await ordering.shippingOptions(of: ShopID()) }
      #expect(absent?.kind == .notFound)
      try await market.run("UPDATE shops SET status = 'suspended'")
      let closed = try await problem { try await ordering.shippingOptions(ofOpenShop: "north") }
      #expect(closed?.kind == .notFound)
    }
  }
}
