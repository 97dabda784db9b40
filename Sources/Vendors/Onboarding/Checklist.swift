import Kernel
import Web

/// What an application needs before it is decided about.
package enum ChecklistItem: String, CaseIterable, Sendable, JSONWritable {
  case description, business, address, identity, registration, payout, product

  /// What it is, for people.
  package var title: Words {
    switch self {
    case .description: "Description of the shop"
    case .business: "Business details"
    case .address: "Business address"
    case .identity: "Proof of identity"
    case .registration: "Proof of registration"
    case .payout: "Where payouts go"
    case .product: "A first product"
    }
  }

  /// Something that a vendor is asked for: an item by its code, or what an administrator wrote.
  package static func title(ofAsked text: String) -> Words {
    ChecklistItem(rawValue: text)?.title ?? Words(verbatim: text)
  }

  /// Whether an application is incomplete without it.
  package var isRequired: Bool { self != .product }
}

/// Where one item of the checklist stands.
package struct ChecklistLine: Hashable, Sendable {
  package let item: ChecklistItem
  package let isDone: Bool
  /// More about it, as why a document was not accepted.
  package let note: Words?
  /// Whether it is a document that no administrator looked at.
  package var isUnseen = false
}

/// What is there of an application, and what is not.
package struct Checklist: Hashable, Sendable {
  package let lines: [ChecklistLine]

  /// The checklist of a shop, of what is known about it.
  init(
    _ shop: Shop, businessType: BusinessType?, hasAddress: Bool, documents: [ChecklistDocument],
    hasDestination: Bool, hasProduct: Bool
  ) {
    var lines: [ChecklistLine] = []
    for item in ChecklistItem.allCases {
      switch item {
      case .description: lines.append(.init(item: item, isDone: !shop.description.isEmpty, note: nil))
      case .business: lines.append(.init(item: item, isDone: businessType != nil, note: nil))
      case .address: lines.append(.init(item: item, isDone: hasAddress, note: nil))
      case .identity: lines.append(Checklist.line(item, .identity, documents))
      case .registration:
        // Only companies stand in a register.
        if businessType == .company { lines.append(Checklist.line(item, .registration, documents)) }
      case .payout: lines.append(.init(item: item, isDone: hasDestination, note: nil))
      case .product: lines.append(.init(item: item, isDone: hasProduct, note: nil))
      }
    }
    self.lines = lines
  }

  /// Whether everything required is there.
  package var isComplete: Bool { missing.isEmpty }

  /// What is required and not there.
  package var missing: [ChecklistItem] {
    lines.filter { !$0.isDone && $0.item.isRequired }.map(\.item)
  }

  /// Documents that are there and that no administrator looked at.
  package var unseen: [ChecklistItem] { lines.filter(\.isUnseen).map(\.item) }

  private static func line(
    _ item: ChecklistItem, _ kind: DocumentKind, _ documents: [ChecklistDocument]
  ) -> ChecklistLine {
    let matching = documents.filter { $0.kind == kind }
    if matching.contains(where: { $0.status == .accepted }) {
      return ChecklistLine(item: item, isDone: true, note: "Accepted")
    }
    if matching.contains(where: { $0.status == .uploaded }) {
      return ChecklistLine(item: item, isDone: true, note: "Uploaded, not looked at yet", isUnseen: true)
    }
    let refused: Words? = matching.last.map { document in
      document.reason.map { "Not accepted: \($0)" } ?? "Not accepted: send another one"
    }
    return ChecklistLine(item: item, isDone: false, note: refused)
  }
}

/// What the checklist needs to know of a document.
struct ChecklistDocument: Hashable, Sendable {
  let kind: DocumentKind
  let status: DocumentStatus
  let reason: String?
}
