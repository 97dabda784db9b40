import Catalog
import Kernel
import Web

/// Numbers of pieces that were typed beside variants: of a stocktake, of what goes, of what came.
struct TypedNumbers {
  /// More than any list has.
  private static let mostRows = 300

  /// A row of a list as it is stored now.
  struct Row {
    let variant: VariantID
    /// What the number is compared with: what is stored, or what is on the way.
    let former: String
    /// What the field shows.
    let shown: String
  }

  private(set) var changed: [TypedCount] = []

  /// Reads the fields that somebody touched, or those of which `isMeant` says so, by what was typed and what the list showed.
  /// Throws `.invalidInput` with what is no number of pieces, `.malformedRequest` for what is no such form.
  init(_ form: Parameters, where isMeant: (_ typed: String, _ former: String) -> Bool = { $0 != $1 }) throws {
    var errors: [FieldError] = []
    for index in 0..<Self.mostRows {
      guard let text = form["rows[\(index)].variant"] else { break }
      guard let variant = VariantID(text) else { throw Problem(.malformedRequest) }
      let former = form["rows[\(index)].former"] ?? ""
      let typed = (form["rows[\(index)].counted"] ?? "").trimmed
      guard isMeant(typed, former) else { continue }
      do {
        let counted = try CountedInput.read(Parameters([("counted", typed)])).counted
        changed.append(TypedCount(variant, counted, seen: Int64(former)))
      } catch let problem as Problem where problem.kind == .invalidInput {
        errors += problem.fields.map { error in
          FieldError(field: Self.field(of: variant), code: error.code, message: error.message)
        }
      }
    }
    if !errors.isEmpty { throw Problem(.invalidInput, fields: errors) }
  }

  /// What errors call the number of a variant.
  static func field(of variant: VariantID) -> String { "lines.\(variant)" }

  /// What was typed into a refused form, whatever its rows were by then.
  fileprivate static func typed(in refused: FormState?) -> [String: (counted: String, former: String)] {
    var typed: [String: (counted: String, former: String)] = [:]
    for index in 0..<mostRows {
      guard let variant = refused?.value("rows[\(index)].variant") else { break }
      typed[variant] = (
        refused?.value("rows[\(index)].counted") ?? "", refused?.value("rows[\(index)].former") ?? ""
      )
    }
    return typed
  }

  /// The hidden fields of a row, and the one to type into.
  static func cell(_ index: Int, _ label: Words, in form: FormState) -> HTML {
    let place = "rows[\(index)]"
    return """
      \(Button.hidden("\(place).variant", form.value("\(place).variant") ?? ""))\
      \(Button.hidden("\(place).former", form.value("\(place).former") ?? ""))\
      \(FieldCell.number("\(place).counted", label, in: form))
      """
  }
}

extension FormState {
  /// The numbers of a list, with what was typed into a refused form over them.
  init(numbers rows: [TypedNumbers.Row], over refused: FormState?) {
    self.init()
    let typed = TypedNumbers.typed(in: refused)
    (message, errors) = (refused?.message, refused?.errors ?? [])
    var places: [String: String] = [:]
    for (index, row) in rows.enumerated() {
      let field = TypedNumbers.field(of: row.variant)
      // Who was told what somebody else typed may say it again.
      let isTold = errors.contains { $0.field == field && $0.code == "conflict" }
      let was = typed[row.variant.description]
      values["rows[\(index)].variant"] = [row.variant.description]
      values["rows[\(index)].former"] = [isTold ? row.former : was?.former ?? row.former]
      values["rows[\(index)].counted"] = [was?.counted ?? row.shown]
      places[field] = "rows[\(index)].counted"
    }
    self = placing { places[$0] ?? $0 }
  }
}
