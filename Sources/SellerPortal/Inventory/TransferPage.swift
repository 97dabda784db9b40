import Catalog
import Kernel
import Presentation
import Web

/// How many goods of the source a page offers.
private let goodsPerPage = 24

/// One transfer: what goes, what came, and the buttons that move it on.
struct TransferPage {
  let frame: SellerFrame
  let full: FullTransfer
  /// What lies at the source and is not on the list, as far as the search finds it; nothing once the goods have left.
  let offered: [LocationLevel]
  let text: String
  /// How many pieces go, or came, as they are stored or were typed.
  let form: FormState
  /// Why the rest does not come.
  let shortfall: FormState

  static let shortfallID = "shortfall"

  var transfer: StockTransfer { full.transfer }
  /// Lines of which something is on the way.
  var open: [StockTransferLine] { full.lines.filter { $0.open > 0 } }
}

extension SellerPortal {
  /// `refused` is a form that was sent and not taken; its id tells which one.
  func transferPage(_ request: Request, _ refused: FormState?) async throws -> TransferPage {
    let shop = try request.requireShop()
    let full = try await catalog.transfer(request.id("transfer", as: StockTransferID.self), of: shop)
    let text = String((request.query["q"] ?? refused?.value("q") ?? "").trimmed.prefix(200))
    var offered: [LocationLevel] = []
    if full.transfer.status == .draft {
      let listed = Set(full.lines.map(\.variant))
      offered = try await catalog.goods(
        at: full.transfer.source, of: shop, LocationStockQuery(text: text.isEmpty ? nil : text),
        PageRequest(limit: goodsPerPage)
      ).items.filter { !listed.contains($0.variant) && $0.quantity > 0 }
    }
    let isShortfall = refused?.id == TransferPage.shortfallID
    return TransferPage(
      frame: try await frame(request), full: full, offered: offered, text: text,
      form: FormState(numbers: full.rows(offered), over: isShortfall ? nil : refused),
      shortfall: isShortfall ? refused ?? .empty : FormState(id: TransferPage.shortfallID))
  }

  func keepTransfer(_ request: Request) async throws -> Response {
    let id = try request.id("transfer", as: StockTransferID.self)
    return try await answer(request) { shop in
      let typed = try TypedNumbers(request.formValues).changed
      if !typed.isEmpty { _ = try await catalog.keepTransferLines(typed, in: id, of: shop) }
      return "The list is saved."
    }
  }

  func sendTransfer(_ request: Request) async throws -> Response {
    let id = try request.id("transfer", as: StockTransferID.self)
    return try await answer(request) { shop in
      let sent = try await catalog.sendTransfer(id, of: shop)
      return "The goods are on their way to \(sent.transfer.targetName)."
    }
  }

  func receiveTransfer(_ request: Request) async throws -> Response {
    let id = try request.id("transfer", as: StockTransferID.self)
    let isAll = request.formValues["all"] == "true"
    return try await answer(request) { shop in
      let came: [StockReceiptLineInput]
      if isAll {
        came = try TypedNumbers(request.formValues, where: { _, _ in true }).changed.compactMap { line in
          line.seen.flatMap { $0 > 0 ? StockReceiptLineInput(line.variant, $0, seen: $0) : nil }
        }
      } else {
        came = try TypedNumbers(request.formValues, where: { typed, _ in !typed.isEmpty }).changed
          .compactMap { line in
            line.pieces.flatMap { $0 > 0 ? StockReceiptLineInput(line.variant, $0, seen: line.seen) : nil }
          }
      }
      let received = try await catalog.receiveTransfer(id, of: shop, StockReceiptInput(came))
      let target = received.transfer.targetName
      return received.open == 0
        ? "Everything arrived at \(target)."
        : "Received at \(target). \(count: received.open, one: "# piece is still on the way.", other: "# pieces are still on the way.")"
    }
  }

  func writeOffTransfer(_ request: Request) async throws -> Response {
    let id = try request.id("transfer", as: StockTransferID.self)
    let missing: [String: Words] = ["reason": "Say why the rest does not come."]
    return try await answer(request, form: TransferPage.shortfallID, missing: missing) { shop in
      _ = try await catalog.closeTransfer(id, of: shop, request.form(StockShortfallInput.self))
      return "The rest is written off, and the transfer has ended."
    }
  }

  func cancelTransfer(_ request: Request) async throws -> Response {
    let id = try request.id("transfer", as: StockTransferID.self)
    let paths = try await paths(request)
    return try await RefusedForm.redirect(to: paths.stockTransfer(id)) {
      try await catalog.cancelTransfer(id, of: request.requireShop())
      return .redirect(
        to: paths.stockTransfer(id), flash: .success("The transfer is given up. What was on the way is back.")
      )
    }
  }

  /// Does what a form of the page asks for, and goes back to the page with what was done.
  private func answer(
    _ request: Request, form id: String = "f", missing: [String: Words] = [:],
    _ act: (ShopID) async throws -> Words
  ) async throws -> Response {
    let shop = try request.requireShop()
    let transfer = try request.id("transfer", as: StockTransferID.self)
    return try await RefusedForm.answer(request, form: id, missing: missing) {
      let done = try await act(shop)
      let place = try await paths(request).stockTransfer(transfer, searching: request.formValues["q"])
      return .redirect(to: place, flash: .success(done))
    } again: { form, _ in
      try await transferPage(request, form).html(request)
    }
  }
}

extension FullTransfer {
  /// What there is a field for: all lines and what could go besides, or what is on the way.
  fileprivate func rows(_ offered: [LocationLevel]) -> [TypedNumbers.Row] {
    switch transfer.status {
    case .draft:
      lines.map { line in
        let pieces = String(line.quantity)
        return TypedNumbers.Row(variant: line.variant, former: pieces, shown: pieces)
      } + offered.map { TypedNumbers.Row(variant: $0.variant, former: "", shown: "") }
    case .sent:
      lines.filter { $0.open > 0 }.map { line in
        TypedNumbers.Row(variant: line.variant, former: String(line.open), shown: "")
      }
    case .received, .cancelled: []
    }
  }
}
