import Kernel
import Web

/// Goods that go from one location of a shop to another.
package enum StockTransferRoutes {
  private static let tag = "Shop stock"

  /// The routes of transfers.
  package static func routes(_ catalog: Catalog) -> [Route] {
    transfers(catalog) + lines(catalog) + moves(catalog)
  }

  private static func transfers(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/stock-transfers", "List transfers between locations, newest first", tag: tag,
        .shop(.products), answer: Page<StockTransferOutput>.self
      ) { request in
        try await catalog.transfers(of: request.requireShop(), request.page()).map(StockTransferOutput.init)
      },
      .api(
        .post, "/shops/{shop}/stock-transfers", "Write down what is to go from one location to another",
        tag: tag,
        .shop(.products), body: StockTransferInput.self, answer: FullTransferOutput.self, status: .created,
        idempotent: true
      ) { request, body in
        try await request.answer(with: FullTransferOutput.init) {
          try await catalog.writeTransfer(body, in: request.requireShop())
        }
      },
      .api(
        .get, "/shops/{shop}/stock-transfers/{transfer}", "Show a transfer", tag: tag, .shop(.products),
        answer: FullTransferOutput.self, problems: [.notFound]
      ) { request in
        FullTransferOutput(
          try await catalog.transfer(
            request.id("transfer", as: StockTransferID.self), of: request.requireShop()))
      },
      .api(
        .delete, "/shops/{shop}/stock-transfers/{transfer}",
        "Give a transfer up; what is on the way goes back to its source", tag: tag, .shop(.products),
        answer: NoContent.self, problems: [.notFound, .notAllowedNow, .preconditionFailed]
      ) { request in
        try await catalog.cancelTransfer(
          request.id("transfer", as: StockTransferID.self), of: request.requireShop(),
          when: request.condition(ifMatches: FullTransferOutput.init))
        return NoContent()
      },
    ]
  }

  private static func lines(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/stock-transfers/{transfer}/lines/{variant}", "Show a variant of a transfer",
        tag: tag,
        .shop(.products), answer: StockTransferLineOutput.self, problems: [.notFound]
      ) { request in
        StockTransferLineOutput(
          try await catalog.transferLine(
            request.id("variant", as: VariantID.self), in: request.id("transfer", as: StockTransferID.self),
            of: request.requireShop()))
      },
      .api(
        .put, "/shops/{shop}/stock-transfers/{transfer}/lines/{variant}",
        "Say how many pieces of a variant are to go", tag: tag, .shop(.products),
        body: StockTransferQuantityInput.self, answer: StockTransferLineOutput.self,
        problems: [.notFound, .notAllowedNow, .preconditionFailed]
      ) { request, body in
        let edit = request.edit(body, ifMatches: StockTransferLineOutput.init(present:))
        return StockTransferLineOutput(
          try await catalog.editTransferLine(
            request.id("variant", as: VariantID.self), in: request.id("transfer", as: StockTransferID.self),
            of: request.requireShop(), edit))
      },
      .api(
        .delete, "/shops/{shop}/stock-transfers/{transfer}/lines/{variant}",
        "Take a variant out of a transfer",
        tag: tag, .shop(.products), answer: NoContent.self,
        problems: [.notFound, .notAllowedNow, .preconditionFailed]
      ) { request in
        try await catalog.removeTransferLine(
          request.id("variant", as: VariantID.self), in: request.id("transfer", as: StockTransferID.self),
          of: request.requireShop(), when: request.condition(ifMatches: StockTransferLineOutput.init))
        return NoContent()
      },
    ]
  }

  private static func moves(_ catalog: Catalog) -> [Route] {
    [
      .api(
        .post, "/shops/{shop}/stock-transfers/{transfer}/dispatch",
        "Let the goods leave their source; until they come they can't be bought", tag: tag, .shop(.products),
        answer: FullTransferOutput.self, idempotent: true, problems: [.notFound, .notAllowedNow, .stockHeld]
      ) { request in
        let id = try request.id("transfer", as: StockTransferID.self)
        return try await request.answer(with: FullTransferOutput.init) {
          try await catalog.sendTransfer(id, of: request.requireShop())
        }
      },
      .api(
        .post, "/shops/{shop}/stock-transfers/{transfer}/receipts",
        "Put what came to the target; more than was sent is found", tag: tag, .shop(.products),
        body: StockReceiptInput.self, answer: FullTransferOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow, .conflict]
      ) { request, body in
        let id = try request.id("transfer", as: StockTransferID.self)
        return try await request.answer(with: FullTransferOutput.init) {
          try await catalog.receiveTransfer(id, of: request.requireShop(), body)
        }
      },
      .api(
        .post, "/shops/{shop}/stock-transfers/{transfer}/shortfall",
        "End a transfer of which the rest does not come, with the reason", tag: tag, .shop(.products),
        body: StockShortfallInput.self, answer: FullTransferOutput.self, idempotent: true,
        problems: [.notFound, .notAllowedNow]
      ) { request, body in
        let id = try request.id("transfer", as: StockTransferID.self)
        return try await request.answer(with: FullTransferOutput.init) {
          try await catalog.closeTransfer(id, of: request.requireShop(), body)
        }
      },
    ]
  }
}

/// A transfer as lists of the API show it.
struct StockTransferOutput: Output {
  let transfer: StockTransfer

  init(_ transfer: StockTransfer) { self.transfer = transfer }

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.transfer.id },
    .init("source") { $0.transfer.source },
    .init("sourceName") { $0.transfer.sourceName },
    .init("target") { $0.transfer.target },
    .init("targetName") { $0.transfer.targetName },
    .init("status") { $0.transfer.status },
    .init("note") { $0.transfer.note },
    .init("writtenBy") { $0.transfer.accountName },
    .init("createdAt") { $0.transfer.createdAt },
    .init("sentAt") { $0.transfer.sentAt },
    .init("endedAt") { $0.transfer.endedAt },
    .init("variants") { $0.transfer.variants },
    .init("pieces") { $0.transfer.pieces },
    .init("received") { $0.transfer.received },
  ]
}

/// A transfer with its lines.
struct FullTransferOutput: Output {
  let full: FullTransfer

  init(_ full: FullTransfer) { self.full = full }

  static let fields: [OutputField<Self>] =
    [
      .init("id") { $0.full.transfer.id },
      .init("source") { $0.full.transfer.source },
      .init("sourceName") { $0.full.transfer.sourceName },
      .init("target") { $0.full.transfer.target },
      .init("targetName") { $0.full.transfer.targetName },
      .init("status") { $0.full.transfer.status },
      .init("note") { $0.full.transfer.note },
      .init("writtenBy") { $0.full.transfer.accountName },
      .init("createdAt") { $0.full.transfer.createdAt },
      .init("sentAt") { $0.full.transfer.sentAt },
      .init("endedAt") { $0.full.transfer.endedAt },
      .init("variants") { $0.full.transfer.variants },
      .init("pieces") { $0.full.transfer.pieces },
      .init("received") { $0.full.transfer.received },
      .init("open") { $0.full.transfer.status == .sent ? $0.full.open : 0 },
      .init("lines") { $0.full.lines.map(StockTransferLineOutput.init) },
    ]
}

/// A variant of a transfer as the API shows it.
struct StockTransferLineOutput: Output {
  let line: StockTransferLine

  init(_ line: StockTransferLine) { self.line = line }

  /// What is there of a line that may not be there yet. Throws `.preconditionFailed`.
  @Sendable init(present line: StockTransferLine?) throws {
    guard let line else { throw Problem(.preconditionFailed) }
    self.init(line)
  }

  static let fields: [OutputField<Self>] = [
    .init("variant") { $0.line.variant },
    .init("product") { $0.line.product },
    .init("title") { $0.line.productTitle },
    .init("variantTitle") { $0.line.variantTitle },
    .init("sku") { $0.line.sku },
    .init("quantity") { $0.line.quantity },
    .init("received") { $0.line.received },
    .init("missing") { $0.line.missing },
  ]
}
