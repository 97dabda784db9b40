import Catalog
import Kernel
import Presentation
import Web

/// How many variants a page of the list has; each has a field.
private let linesPerPage = 50

/// One stocktake: the list to type numbers into, and what comes of them.
struct CountPage {
  let frame: SellerFrame
  let count: StockCount
  let filter: StockCountFilter
  let lines: Page<StockCountLine>
  let cursor: Cursor?
  /// The numbers as they are stored or were typed.
  let form: FormState

  /// Where the same page of the list is.
  var path: String {
    ListAddress.make(
      frame.paths.stockCount(count.id), [("show", tab), ("cursor", cursor?.description)])
  }

  var tab: String? { filter == .all ? nil : filter.rawValue }
}

extension SellerPortal {
  func countPage(_ request: Request, _ refused: FormState?) async throws -> CountPage {
    let shop = try request.requireShop()
    let id = try request.id("count", as: StockCountID.self)
    let filter =
      (request.query["show"] ?? refused?.value("show"))
      .flatMap { StockCountFilter(rawValue: $0) } ?? .all
    let cursor = try request.page().cursor ?? refused?.value("cursor").flatMap { Cursor($0) }
    let lines = try await catalog.countLines(
      of: id, in: shop, filter, PageRequest(limit: linesPerPage, cursor: cursor))
    return CountPage(
      frame: try await frame(request), count: try await catalog.count(id, of: shop), filter: filter,
      lines: lines, cursor: cursor, form: FormState(lines.items, over: refused))
  }

  func keepNumbers(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let id = try request.id("count", as: StockCountID.self)
    return try await RefusedForm.answer(request) {
      let typed = try TypedNumbers(request.formValues)
      if !typed.changed.isEmpty { _ = try await catalog.keepCounted(typed.changed, in: id, of: shop) }
      let place = ListAddress.make(
        try await paths(request).stockCount(id),
        [("show", request.formValues["show"]), ("cursor", request.formValues["cursor"])])
      return .redirect(to: place, flash: .success("The numbers are saved."))
    } again: { form, _ in
      try await countPage(request, form).html(request)
    }
  }

  func bookCount(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let id = try request.id("count", as: StockCountID.self)
    return try await RefusedForm.answer(request) {
      let count = try await catalog.bookCount(id, of: shop)
      return .redirect(
        to: try await paths(request).stockCount(id),
        flash: .success("\(count.name) is booked: the stock is what was counted."))
    } again: { form, _ in
      try await countPage(request, form).html(request)
    }
  }

  func discardCount(_ request: Request) async throws -> Response {
    let paths = try await paths(request)
    let id = try request.id("count", as: StockCountID.self)
    return try await RefusedForm.redirect(to: paths.stockCount(id)) {
      try await catalog.discardCount(id, of: request.requireShop())
      return .redirect(
        to: paths.stockCounts, flash: .success("The stocktake is given up. It changed nothing."))
    }
  }
}

/// What was typed into a page of the list: only fields that somebody touched.
struct TypedNumbers {
  private(set) var changed: [TypedCount] = []

  /// Throws `.invalidInput` with what is no number of pieces, `.malformedRequest` for what is no such form.
  init(_ form: Parameters) throws {
    var errors: [FieldError] = []
    for index in 0..<linesPerPage {
      guard let text = form["rows[\(index)].variant"] else { break }
      guard let variant = VariantID(text) else { throw Problem(.malformedRequest) }
      let former = form["rows[\(index)].former"] ?? ""
      let typed = (form["rows[\(index)].counted"] ?? "").trimmed
      guard typed != former else { continue }
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
}

extension FormState {
  /// The numbers of a page of the list, with what was typed into a refused form over them, whatever its rows were by then.
  fileprivate init(_ lines: [StockCountLine], over refused: FormState?) {
    self.init()
    var typed: [String: (counted: String, former: String)] = [:]
    for index in 0..<linesPerPage {
      guard let variant = refused?.value("rows[\(index)].variant") else { break }
      typed[variant] = (
        refused?.value("rows[\(index)].counted") ?? "", refused?.value("rows[\(index)].former") ?? ""
      )
    }
    (message, errors) = (refused?.message, refused?.errors ?? [])
    var places: [String: String] = [:]
    for (index, line) in lines.enumerated() {
      let stored = line.counted.map { String($0) } ?? ""
      let field = TypedNumbers.field(of: line.variant)
      // Who was told what somebody else counted may say it again.
      let isTold = errors.contains { $0.field == field && $0.code == "conflict" }
      let was = typed[line.variant.description]
      values["rows[\(index)].variant"] = [line.variant.description]
      values["rows[\(index)].former"] = [isTold ? stored : was?.former ?? stored]
      values["rows[\(index)].counted"] = [was?.counted ?? stored]
      places[field] = "rows[\(index)].counted"
    }
    self = placing { places[$0] ?? $0 }
  }
}
