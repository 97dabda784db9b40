import Catalog
import Kernel
import Testing
import Web

@testable import SellerPortal

@Suite("Variant sheet")
struct VariantSheetTests {
  private func sheet(_ pairs: [(String, String)]) -> VariantSheet { VariantSheet(Parameters(pairs)) }

  private let colours = [("options[0].name", "Colour"), ("options[0].values", "Red\r\nBlue\r\n")]

  @Test("Every combination gets a row at the price of the form")
  func makesRows() {
    let made = sheet(colours + [("options[1].name", "Size"), ("options[1].values", "S\nL")])
      .completed(from: VariantSheet.Row(price: "12.50"))
    #expect(made.rows.map(\.values) == [["Red", "S"], ["Red", "L"], ["Blue", "S"], ["Blue", "L"]])
    #expect(made.rows.allSatisfy { $0.price == "12.50" && !$0.isLeftOut })
  }

  @Test("Rows of a first table take over what was typed")
  func takesOver() {
    let typed = VariantSheet.Row(price: "12.50", stock: "4", sku: "MUG")
    let new = sheet(colours).completed(from: typed)
    #expect(new.rows.map(\.stock) == ["4", "4"] && new.rows.map(\.sku) == ["MUG", ""])
    // What is stored becomes the first row, with its pieces; of the other kinds there is none yet.
    var stored = typed
    (stored.id, stored.formerStock) = ("var_1", "4")
    let kept = sheet(colours).completed(from: stored)
    #expect(kept.rows.map(\.id) == ["var_1", ""] && kept.rows.map(\.stock) == ["4", "0"])
    #expect(kept.rows.map(\.formerStock) == ["4", ""])
  }

  @Test("More combinations than can be counted are too many")
  func tooManyToBeCounted() {
    let lines = (0..<6_500).map(String.init).joined(separator: "\n")
    let pairs = (0..<ProductRules.maximumOptions).flatMap {
      [("options[\($0)].name", "Option \($0)"), ("options[\($0)].values", lines)]
    }
    #expect(sheet(pairs).errors.map(\.code) == ["too_many"])
  }

  @Test("What is typed for all rows goes into all of them")
  func fills() {
    let made = sheet(colours).completed(from: VariantSheet.Row(price: "5"))
      .filled(Parameters([("all.price", ""), ("all.stock", " 7 ")]))
    #expect(made.rows.map(\.stock) == ["7", "7"] && made.rows.map(\.price) == ["5", "5"])
  }

  @Test("Each tag may be as long as a tag, and a longer one is named")
  func tags() throws {
    let many = (1...12).map { "a rather long tag \($0)" }
    let long = String(repeating: "x", count: 61)
    func reading(_ tags: [String]) -> ProductFormReading {
      ProductFormReading(
        Parameters([("title", "Mug"), ("price", "5"), ("tags", tags.joined(separator: ", "))]), changing: nil)
    }
    let good = try NewProductInput.read(reading(many).parameters(changing: nil))
    #expect(good.fields.tags == many)
    let bad = reading(["linen", long])
    let problem = try #require(throws: Problem.self) {
      try NewProductInput.read(bad.parameters(changing: nil))
    }
    let told = bad.translated(problem).fields
    #expect(told.map(\.field) == ["tags"] && told.first?.message.text.contains(long) == true)
  }

  @Test("A specification whose name holds a colon is read as it is shown, and no name stands twice")
  func specifications() throws {
    func reading(_ lines: String) -> ProductFormReading {
      ProductFormReading(
        Parameters([("title", "Mug"), ("price", "5"), ("attributes", lines)]), changing: nil)
    }
    let wanted = [
      ProductAttribute(name: "Back\\slash", value: "1: 2"), ProductAttribute(name: "Ma:terial", value: "Oak"),
    ]
    let good = reading(wanted.map(SpecificationLine.write).joined(separator: "\n"))
    #expect(good.errors.isEmpty)
    #expect(try NewProductInput.read(good.parameters(changing: nil)).fields.attributes == wanted)
    #expect(reading("Material: Oak\nMaterial: Pine").errors.map(\.field) == ["attributes"])
    #expect(reading("Oak").errors.map(\.field) == ["attributes"])
  }

  @Test("Pieces are read with space around them and in any script's digits")
  func pieces() throws {
    let form = [("title", "Mug"), ("price", "5"), ("formerStock", "1"), ("stock", " ١٢ ")]
    let reading = ProductFormReading(Parameters(form), changing: nil)
    #expect(try NewProductInput.read(reading.parameters(changing: nil)).fields.sale.stock == 12)
  }

  @Test("A new value adds its row and leaves what was typed")
  func addsValue() {
    let rows = [("rows[0].id", "var_1"), ("rows[0].values", "Red"), ("rows[0].price", "9")]
    let made = sheet([("options[0].name", "Colour"), ("options[0].values", "Green\nRed")] + rows)
      .completed(from: VariantSheet.Row(price: ""))
    #expect(made.rows.map(\.id) == ["", "var_1"])
    #expect(made.rows.map(\.price) == ["9", "9"])
    #expect(!made.rows[0].isLeftOut)
  }

  @Test("A renamed value keeps its row")
  func renames() {
    let made = sheet(
      colours + [
        ("options[0].former", "Red\nNavy"), ("rows[0].id", "var_1"), ("rows[0].values", "Navy"),
      ]
    ).completed(from: VariantSheet.Row(price: ""))
    #expect(made.rows.map(\.values) == [["Red"], ["Blue"]])
    #expect(made.rows.map(\.id) == ["", "var_1"])
  }

  @Test("A combination that was left out before stays left out")
  func keepsLeftOut() {
    let made = sheet(
      colours + [
        ("options[1].name", "Size"), ("options[1].values", "S\nL"), ("rows[0].values", "Red\nS"),
        ("rows[1].values", "Red\nL"), ("rows[2].values", "Blue\nS"),
      ]
    ).completed(from: VariantSheet.Row(price: "1"))
    #expect(made.rows.map(\.isLeftOut) == [false, false, false, true])
  }

  @Test("An added option keeps the rows, a removed one too")
  func changesOptions() {
    let added = sheet(
      colours + [
        ("options[1].name", "Size"), ("options[1].values", "S\nL"), ("rows[0].id", "var_1"),
        ("rows[0].values", "Red"),
      ]
    ).completed(from: VariantSheet.Row(price: "1"))
    #expect(added.rows.first?.id == "var_1")
    let removed = sheet([
      ("options[0].name", ""), ("options[0].values", ""), ("options[1].name", "Size"),
      ("options[1].values", "S"),
      ("rows[0].id", "var_1"), ("rows[0].values", "Red\nS"),
    ]).completed(from: VariantSheet.Row(price: "1"))
    #expect(removed.rows.map(\.values) == [["S"]])
    #expect(removed.rows.first?.id == "var_1")
  }

  @Test("What can't be read is said beside its field")
  func complains() {
    let fields = sheet([("options[0].name", "Colour"), ("options[1].values", "S")]).errors.map(\.field)
    #expect(fields == ["options[0].values", "options[1].name"])
    let many = (1...16).map(String.init).joined(separator: "\n")
    let tooMany = sheet([
      ("options[0].name", "A"), ("options[0].values", many), ("options[1].name", "B"),
      ("options[1].values", many),
    ])
    #expect(tooMany.errors.map(\.code) == ["too_many"])
  }

  @Test("A form becomes what the catalogue reads, and its complaints find their way back")
  func translates() {
    let form = Parameters(
      colours + [
        ("title", "Mug"), ("price", "5"), ("attributes", "Material: Clay"), ("rows[0].values", "Red"),
        ("rows[0].price", "4"), ("rows[0].isLeftOut", "true"), ("rows[1].values", "Blue"),
        ("rows[1].price", "6"),
        ("rows[1].stock", "3"), ("rows[1].formerStock", "3"),
      ])
    let reading = ProductFormReading(form, changing: nil)
    #expect(reading.errors.isEmpty)
    let sent = reading.parameters(changing: nil)
    #expect(sent["variants[0].options"] == "Blue\n")
    #expect(sent["variants[0].stock"] == nil)
    #expect(sent["variants[1].options"] == nil)
    #expect(sent["attributes[Material]"] == "Clay")
    let problem = Problem.invalid("variants[0].sku", "duplicate", "Taken.")
    #expect(reading.translated(problem).fields.map(\.field) == ["rows[1].sku"])
  }
}
