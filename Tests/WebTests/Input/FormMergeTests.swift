import Kernel
import Testing

@testable import Web

@Suite("Forms that were overtaken")
struct FormMergeTests {
  private let shown = ["title": "Bowl", "price": "80", "text": "Round.\nHeavy.", "isNew": "true"]

  /// What the form sends that showed `shown` and in which `typed` was changed.
  private func sent(_ shown: [String: String], _ typed: [String: String?]) -> Parameters {
    let form = FormState(values: shown).ofStored
    var fields = shown
    for (name, value) in typed { fields[name] = value }
    // Browsers write line ends like this.
    return Parameters(fields.map { ($0.key, $0.value.replacing("\n", with: "\r\n")) })
      .setting(FormBasis.field, form.basis?.text)
  }

  private func conflict(_ form: Parameters, _ present: [String: String]) throws -> StaleForm {
    try #require(throws: StaleForm.self) { try FormMerge.fields(form, over: FormState(values: present)) }
  }

  @Test("What nobody touched keeps its present value")
  func keepsPresent() throws {
    var present = shown
    present["price"] = "50"
    present["text"] = "Flat."
    let merged = try FormMerge.fields(sent(shown, ["title": "Big bowl"]), over: FormState(values: present))
    #expect(merged["title"] == "Big bowl" && merged["price"] == "50" && merged["text"] == "Flat.")
    #expect(merged["isNew"] == "true" && !merged.has(FormBasis.field))
  }

  @Test("A box that was unticked, and one that was ticked elsewhere")
  func boxes() throws {
    let off = try FormMerge.fields(sent(shown, ["isNew": nil]), over: FormState(values: shown))
    #expect(!off.has("isNew"))
    let form = sent(["title": "Bowl", "isNew": ""], ["isNew": nil])
    let on = try FormMerge.fields(form, over: FormState(values: ["title": "Bowl", "isNew": "true"]))
    #expect(on["isNew"] == "true")
  }

  @Test("What both changed is refused with both values, and sent again it wins")
  func refuses() throws {
    var present = shown
    present["price"] = "50"
    present["title"] = "Dish"
    let form = sent(shown, ["price": "70"])
    let stale = try conflict(form, present)
    #expect(stale.problem.kind == .conflict && stale.problem.fields.map(\.field) == ["price"])
    #expect(stale.form.error("price")?.text == "This is “50” now.")
    #expect(stale.form.value("price") == "70" && stale.form.value("title") == "Dish")
    let again = stale.form.parameters.setting(FormBasis.field, stale.form.basis?.text)
    let merged = try FormMerge.fields(again, over: FormState(values: present))
    #expect(merged["price"] == "70" && merged["title"] == "Dish")
    // Both typed the same.
    present["price"] = "70"
    #expect(try FormMerge.fields(form, over: FormState(values: present))["price"] == "70")
  }

  @Test("Rows are the same wherever they stand")
  func rows() throws {
    let shown = [
      "rows[0].id": "a", "rows[0].price": "1", "rows[1].id": "b", "rows[1].price": "2", "rows[2].id": "c",
      "rows[2].price": "3",
    ]
    let present = [
      "rows[0].id": "new", "rows[0].price": "9", "rows[1].id": "b", "rows[1].price": "22",
      "rows[2].id": "a", "rows[2].price": "1",
    ]
    let form = sent(shown, ["rows[0].price": "11"]).appending("rows[3].price", "4")
    let merged = try FormMerge.fields(form, over: FormState(values: present))
    let rows = (0..<5).map { "\(merged["rows[\($0)].id"] ?? "") \(merged["rows[\($0)].price"] ?? "")" }
    // The one that was removed elsewhere is gone, the added one is there, the typed one stays new.
    #expect(rows == ["a 11", "b 22", " 4", "new 9", " "])
    let stale = try conflict(sent(shown, ["rows[2].price": "33"]), present)
    #expect(stale.problem.fields.map(\.message) == ["This was removed meanwhile."])
    #expect(stale.form.value("rows[2].id") == "" && stale.form.value("rows[2].price") == "33")
  }

  @Test("A form of a thousand lists merges like one of a few")
  func thousandLists() throws {
    var fields: [String: String] = [:]
    for number in 0..<900 {
      fields["list\(number)[0].id"] = "row_\(number)"
      fields["list\(number)[0].name"] = "\(number)"
    }
    let merged = try FormMerge.fields(sent(fields, ["list7[0].name": "new"]), over: FormState(values: fields))
    #expect(merged["list7[0].name"] == "new" && merged["list899[0].name"] == "899")
  }

  @Test("A form without a basis is taken as it is; a broken one is refused")
  func withoutBasis() throws {
    let form = Parameters([("title", "Bowl")])
    #expect(try FormMerge.fields(form, over: FormState(values: ["price": "1"])) == form)
    #expect(throws: Problem.self) {
      try FormMerge.fields(form.setting(FormBasis.field, "a=%FF"), over: FormState(values: [:]))
    }
  }
}

extension Parameters {
  fileprivate func appending(_ name: String, _ value: String) -> Parameters {
    var copy = self
    copy.append(name, value)
    return copy
  }
}

@Suite("Changes that name a state")
struct EntityTagTests {
  @Test("If-Match takes the tag, its compressed and its weakened form, and nothing else")
  func ifMatch() {
    let tag = EntityTag.strong([1, 2, 3])
    #expect(EntityTag.isNamed(by: tag, tag) && EntityTag.isNamed(by: "\"x\", \(tag)", tag))
    #expect(EntityTag.isNamed(by: EntityTag.compressed(tag), tag) && EntityTag.isNamed(by: "W/\(tag)", tag))
    #expect(EntityTag.isNamed(by: "*", tag))
    #expect(!EntityTag.isNamed(by: "\"x\"", tag) && !EntityTag.isNamed(by: "", tag))
  }
}
