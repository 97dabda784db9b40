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
      .completed(price: "12.50", compareAtPrice: "")
    #expect(made.rows.map(\.values) == [["Red", "S"], ["Red", "L"], ["Blue", "S"], ["Blue", "L"]])
    #expect(made.rows.allSatisfy { $0.price == "12.50" && !$0.isLeftOut })
  }

  @Test("A new value adds its row and leaves what was typed")
  func addsValue() {
    let rows = [("rows[0].id", "var_1"), ("rows[0].values", "Red"), ("rows[0].price", "9")]
    let made = sheet([("options[0].name", "Colour"), ("options[0].values", "Green\nRed")] + rows)
      .completed(price: "", compareAtPrice: "")
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
    ).completed(price: "", compareAtPrice: "")
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
    ).completed(price: "1", compareAtPrice: "")
    #expect(made.rows.map(\.isLeftOut) == [false, false, false, true])
  }

  @Test("An added option keeps the rows, a removed one too")
  func changesOptions() {
    let added = sheet(
      colours + [
        ("options[1].name", "Size"), ("options[1].values", "S\nL"), ("rows[0].id", "var_1"),
        ("rows[0].values", "Red"),
      ]
    ).completed(price: "1", compareAtPrice: "")
    #expect(added.rows.first?.id == "var_1")
    let removed = sheet([
      ("options[0].name", ""), ("options[0].values", ""), ("options[1].name", "Size"),
      ("options[1].values", "S"),
      ("rows[0].id", "var_1"), ("rows[0].values", "Red\nS"),
    ]).completed(price: "1", compareAtPrice: "")
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
