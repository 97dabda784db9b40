import Kernel
import Persistence
import Web

package enum StockTransferEntity: Entity { package static let idPrefix = "transfer" }
/// Names a transfer of goods.
package typealias StockTransferID = ID<StockTransferEntity>

/// Where a transfer stands.
package enum StockTransferStatus: String, CaseIterable, Codable, Sendable, SQLValue, JSONWritable {
  /// It is written down what is to go; nothing has moved.
  case draft
  /// It left its source; what did not come yet is on the way.
  case sent
  /// All of it came, or is known not to come.
  case received
  /// Given up; what was on the way went back to its source.
  case cancelled
}

/// Goods that go from one location of a shop to another.
package struct StockTransfer: Hashable, Sendable {
  /// How many variants one takes.
  package static let mostLines = 200

  package let id: StockTransferID
  package let shop: ShopID
  package let source: StockLocationID
  package let sourceName: String
  package let target: StockLocationID
  package let targetName: String
  /// Who wrote it down; `nil` when the account was closed.
  package let accountName: String?
  package let status: StockTransferStatus
  package let note: String?
  package let createdAt: Timestamp
  package let sentAt: Timestamp?
  package let endedAt: Timestamp?
  /// How many variants it is about.
  package let variants: Int
  /// How many pieces are to go.
  package let pieces: Int64
  /// How many came.
  package let received: Int64

  /// From where to where, as it was typed.
  package var title: Words { "\(sourceName) to \(targetName)" }
}

/// One variant of a transfer.
package struct StockTransferLine: Hashable, Sendable {
  package let variant: VariantID
  package let product: ProductID
  package let productTitle: String
  package let variantTitle: String
  package let sku: String?
  /// How many pieces go.
  package let quantity: Int64
  /// How many of them came.
  package let received: Int64
  /// How many of them are known not to come.
  package let missing: Int64
  /// Whether the variant is still there, and counted.
  package let isCounted: Bool
  /// Whether its stock can change: it is counted, and its product is there or can be restored.
  let keepsStock: Bool
  /// What lies in the whole shop.
  let onHand: Int64

  /// How many neither came nor are given up.
  package var open: Int64 { quantity - received - missing }
  /// The whole name, as "Shirt (Red / M)".
  package var name: Words { Variant.name(of: variantTitle, in: productTitle) }
}

/// A transfer with its lines, which are few enough to be told at once.
package struct FullTransfer: Hashable, Sendable {
  package let transfer: StockTransfer
  package let lines: [StockTransferLine]

  /// How many pieces neither came nor are given up.
  package var open: Int64 { lines.reduce(0) { $0 + $1.open } }
}

/// A new transfer.
package struct StockTransferInput: Input {
  static let note: Rule<String> = .text(0...300)

  package let source: StockLocationID
  package let target: StockLocationID
  package let note: String?
  package let lines: [StockTransferLineInput]

  package init(from input: inout InputReader) throws {
    source = input.required("source", .id(StockLocationID.self))
    target = input.required("target", .id(StockLocationID.self))
    note = input.optional("note", Self.note).flatMap { $0.isEmpty ? nil : $0 }
    lines = input.objects("lines", StockTransferLineInput.self, max: StockTransfer.mostLines)
  }

  /// A transfer from code.
  package init(
    source: StockLocationID, target: StockLocationID, note: String? = nil,
    lines: [StockTransferLineInput] = []
  ) {
    self.source = source
    self.target = target
    self.note = note
    self.lines = lines
  }
}

/// How many pieces of a variant are to go.
package struct StockTransferLineInput: Input {
  package let variant: VariantID
  package let quantity: Int64

  package init(from input: inout InputReader) throws {
    variant = input.required("variant", .id(VariantID.self))
    quantity = input.required("quantity", .integer(1...ProductRules.maximumStock))
  }

  /// So many pieces of a variant.
  package init(_ variant: VariantID, _ quantity: Int64) {
    self.variant = variant
    self.quantity = quantity
  }
}

/// How many pieces of a line are to go.
package struct StockTransferQuantityInput: Input {
  package let quantity: Int64

  package init(from input: inout InputReader) throws {
    quantity = input.required("quantity", .integer(1...ProductRules.maximumStock))
  }
}

/// What of a transfer came.
package struct StockReceiptInput: Input {
  package let lines: [StockReceiptLineInput]

  package init(from input: inout InputReader) throws {
    lines = input.objects("lines", StockReceiptLineInput.self, max: StockTransfer.mostLines)
  }

  /// A receipt from code.
  package init(_ lines: [StockReceiptLineInput]) { self.lines = lines }
}

/// How many pieces of a variant came.
package struct StockReceiptLineInput: Input {
  package let variant: VariantID
  /// More than were on the way are found ones.
  package let pieces: Int64
  /// How many were on the way by the list that was looked at; `nil` where nobody looked.
  package let seen: Int64?

  package init(from input: inout InputReader) throws {
    variant = input.required("variant", .id(VariantID.self))
    pieces = input.required("pieces", .integer(1...ProductRules.maximumStock))
    seen = input.optional("seen", ProductRules.stock)
  }

  /// So many pieces of a variant, where the list showed `seen` on the way.
  package init(_ variant: VariantID, _ pieces: Int64, seen: Int64? = nil) {
    self.variant = variant
    self.pieces = pieces
    self.seen = seen
  }
}

/// Why what is still on the way does not come.
package struct StockShortfallInput: Input {
  /// What people can give for it.
  package static let reasons: [StockReason] = [.lost, .damaged]

  package let reason: StockReason
  package let note: String?

  package init(from input: inout InputReader) throws {
    reason = input.required("reason", .choice(StockReason.self))
    note = input.optional("note", StockTransferInput.note).flatMap { $0.isEmpty ? nil : $0 }
    if !Self.reasons.contains(reason) {
      input.reject("reason", "Give one of: lost, damaged.", code: "not_a_choice")
    }
  }

  /// A reason from code.
  package init(_ reason: StockReason, note: String? = nil) {
    self.reason = reason
    self.note = note
  }
}
