import Kernel
import Web

/// A file of what is kept about a person, as the API shows it.
struct ExportOutput: Output {
  let export: Export

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.export.id },
    .init("status") { $0.export.status },
    .init("bytes") { $0.export.bytes },
    .init("createdAt") { $0.export.createdAt },
    .init("readyAt") { $0.export.readyAt },
    .init("expiresAt") { $0.export.expiresAt },
  ]
}

/// One's exports.
struct ExportListOutput: Output {
  let items: [ExportOutput]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}

/// What was chosen about analytics.
struct ConsentOutput: Output {
  let consent: Consent

  static let fields: [OutputField<Self>] = [
    .init("analytics") { $0.consent.analytics },
    .init("version") { $0.consent.version },
    .init("at") { $0.consent.at },
  ]
}

/// An account that was closed, and what became of its data.
package struct ErasureOutput: Output {
  let erasure: Erasure

  /// The report of an erasure.
  package init(_ erasure: Erasure) { self.erasure = erasure }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.erasure.id },
    .init("account") { $0.erasure.account },
    .init("requestedBy") { $0.erasure.requestedBy },
    .init("requestedAt") { $0.erasure.requestedAt },
    .init("finishedAt") { $0.erasure.finishedAt },
    .init("entries") { $0.erasure.entries.map(ErasureEntryOutput.init) },
  ]
}

/// What became of one kind of things.
struct ErasureEntryOutput: Output {
  let entry: ErasureEntry

  static let fields: [OutputField<Self>] = [
    .init("what") { $0.entry.what },
    .init("action") { $0.entry.action },
    .init("count") { Int64($0.entry.count) },
    .init("why") { $0.entry.why },
  ]
}

extension ErasureEntry.Action: JSONWritable {}

/// What asking for one's erasure answers.
struct ErasureReceiptOutput: Output {
  let receipt: ErasureReceipt
  let publicURL: String

  static let fields: [OutputField<Self>] = [
    .init("erasure") { ErasureOutput($0.receipt.erasure) },
    .init("report") { $0.publicURL + $0.receipt.path },
  ]
}
