import Kernel
import Testing

@testable import Web

private enum Colour: String, CaseIterable { case red, blue }

private struct Line: Input {
  let street: String
  let country: String

  init(from input: inout InputReader) throws {
    street = input.required("street", .text(2...20))
    country = input.required("country", .country)
  }
}

private struct Part: Input {
  let price: Int64
  let sku: String?

  init(from input: inout InputReader) throws {
    price = input.required("price", .money(in: .eur))
    sku = input.optional("sku", .text(1...10))
  }
}

private struct Everything: Input {
  let name: String
  let email: EmailAddress
  let count: Int
  let active: Bool
  let colour: Colour
  let note: String?
  let tags: [String]
  let address: Line
  let parts: [Part]
  let choices: [String: String]
  let hasNote: Bool

  init(from input: inout InputReader) throws {
    name = input.required("name", .text(1...5))
    email = input.required("email", .email)
    count = input.required("count", .integer(1...9))
    active = input.required("active", .boolean)
    colour = input.required("colour", .choice(Colour.self))
    note = input.optional("note", .text(0...10, multiline: true))
    tags = input.list("tags", .text(1...4), max: 2)
    address = input.object("address", Line.self)
    parts = input.objects("parts", Part.self, max: 2)
    choices = input.map("choices", .text(1...5))
    hasNote = input.has("note")
    if name == "Evil" { input.reject("name", "Not that name.") }
  }
}

struct InputTests {
  private let good = """
    {"name": " Ada ", "email": "Ada@Example.com", "count": 3, "active": true, "colour": "red",
     "tags": ["a"], "address": {"street": "Main", "country": "DE"},
     "parts": [{"price": 5}, {"price": {"amount": 7, "currency": "EUR"}, "sku": null}], "choices": {"x": "y"}}
    """

  private func errors(_ json: String) throws -> [String: String] {
    do {
      _ = try Everything.read(JSONParser.parse(Array(json.utf8)))
      return [:]
    } catch let problem as Problem {
      #expect(problem.kind == .invalidInput)
      return Dictionary(problem.fields.map { ($0.field, $0.code) }) { first, _ in first }
    }
  }

  @Test func readsEverything() throws {
    let value = try Everything.read(JSONParser.parse(Array(good.utf8)))
    #expect(value.name == "Ada")
    #expect(value.email.text == "ada@example.com")
    #expect(value.parts.map(\.price) == [5, 7])
    #expect(value.choices == ["x": "y"])
    #expect(!value.hasNote && value.note == nil)
  }

  @Test func reportsEveryMissingFieldAtOnce() throws {
    let found = try errors("{}")
    #expect(Set(found.keys) == ["name", "email", "count", "active", "colour", "address"])
    #expect(found.values.allSatisfy { $0 == "required" })
  }

  @Test func reportsWrongTypesWithPaths() throws {
    let found = try errors(
      """
      {"name": 5, "email": "nobody", "count": "3", "active": "yes", "colour": "green", "note": [],
       "tags": "a", "address": {"street": "x", "country": "XX", "zip": 1},
       "parts": [{"price": -1}, {"price": 1.5, "sku": ""}], "choices": [], "more": 1}
      """)
    #expect(found["name"] == "wrong_type")
    #expect(found["email"] == "invalid")
    #expect(found["count"] == "wrong_type")
    #expect(found["active"] == "wrong_type")
    #expect(found["colour"] == "not_a_choice")
    #expect(found["note"] == "wrong_type")
    #expect(found["tags"] == "wrong_type")
    #expect(found["address.street"] == "too_short")
    #expect(found["address.country"] == "not_a_choice")
    #expect(found["address.zip"] == "unknown")
    #expect(found["parts[0].price"] == "out_of_range")
    #expect(found["parts[1].price"] == "wrong_type")
    #expect(found["parts[1].sku"] == "required")
    #expect(found["choices"] == "wrong_type")
    #expect(found["more"] == "unknown")
  }

  @Test(arguments: [
    (#""name": "Ada""#, #""name": "Adelaide""#, "name", "too_long"),
    (#""name": "Ada""#, #""name": "   ""#, "name", "required"),
    (#""name": "Ada""#, #""name": "A\u0000""#, "name", "invalid_character"),
    (#""name": "Ada""#, #""name": "A\nb""#, "name", "invalid_character"),
    (#""name": "Ada""#, #""name": "Evil""#, "name", "invalid"),
    (#""name": "Ada""#, #""name": null"#, "name", "required"),
    (#""count": 3"#, #""count": 10"#, "count", "out_of_range"),
    (#""count": 3"#, #""count": 99999999999999999999"#, "count", "out_of_range"),
    (#""count": 3"#, #""count": 3.5"#, "count", "wrong_type"),
    (#""price": 5"#, #""price": 9223372036854775807"#, "parts[0].price", "out_of_range"),
    (#""price": 5"#, #""price": 1e300"#, "parts[0].price", "out_of_range"),
    (#""tags": ["a"]"#, #""tags": ["a", "b", "c"]"#, "tags", "too_many"),
    (#""tags": ["a"]"#, #""tags": ["a", 5]"#, "tags[1]", "wrong_type"),
    (#""choices": {"x": "y"}"#, #""choices": {"x": "toolong"}"#, "choices.x", "too_long"),
  ])
  func refuses(_ original: String, _ replacement: String, _ field: String, _ code: String) throws {
    let spaced = good.replacing("\" Ada \"", with: "\"Ada\"")
    #expect(try errors(spaced.replacing(original, with: replacement)) == [field: code])
  }

  @Test func bodyMustBeAnObject() throws {
    #expect(try errors("[]") == ["": "wrong_type"])
  }

  @Test func wholeNumbersMayHaveAPoint() throws {
    #expect(try errors(good.replacing("\"count\": 3", with: "\"count\": 3.0")) == [:])
  }

  @Test func formsReadTheSameDeclaration() throws {
    let form = try Parameters(
      urlEncoded: """
        name=Ada&email=a%40b.de&count=3&active=on&colour=blue&note=&tags=a&tags=b&address.street=Main&\
        address.country=de&parts%5B0%5D.price=5&parts%5B1%5D.price=6&choices%5Bshop_1%5D=dhl&extra=ignored
        """.utf8)
    let value = try Everything.read(form)
    #expect(value.active && value.colour == .blue && value.note == nil)
    #expect(value.tags == ["a", "b"])
    #expect(value.address.country == "DE")
    #expect(value.parts.map(\.price) == [500, 600])
    #expect(value.choices == ["shop_1": "dhl"])
  }

  @Test func emptyFormFieldsAreMissing() throws {
    let problem = #expect(throws: Problem.self) {
      try Everything.read(Parameters([("name", ""), ("count", "x"), ("address.street", "Main")]))
    }
    let codes = Dictionary(problem?.fields.map { ($0.field, $0.code) } ?? []) { first, _ in first }
    #expect(codes["name"] == "required" && codes["count"] == "wrong_type")
    #expect(codes["address.country"] == "required")
    #expect(problem?.message(for: "name") == "This is required.")
  }

  @Test func describesItself() throws {
    var components = SchemaComponents()
    let reference = components.reference(input: Everything.self)
    #expect(reference["$ref"] == "#/components/schemas/EverythingInput")
    let schema = try #require(components.schemas["EverythingInput"])
    guard case .array(let required)? = schema["required"] else {
      Issue.record("required is missing")
      return
    }
    #expect(required == ["name", "email", "count", "active", "colour", "address"])
    #expect(schema["additionalProperties"] == false)
    #expect(schema["properties"]?["count"]?["maximum"] == 9)
    #expect(schema["properties"]?["note"]?["type"] == ["string", "null"])
    #expect(components.schemas["LineInput"] != nil && components.schemas["PartInput"] != nil)
  }
}
