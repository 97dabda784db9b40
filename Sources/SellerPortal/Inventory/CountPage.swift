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
      lines: lines, cursor: cursor,
      form: FormState(
        numbers: lines.items.map { line in
          let stored = line.counted.map { String($0) } ?? ""
          return TypedNumbers.Row(variant: line.variant, former: stored, shown: stored)
        }, over: refused))
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
