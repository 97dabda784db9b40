import Kernel
import Settlement
import Web

/// The columns of the marketplace's list of payouts.
package enum PayoutColumns {
  /// The newest first.
  package static let usualSort = ListSort("asked", isDescending: true)

  /// Which shop asked, and what became of it.
  package static let marketplace: [ListColumn<Payout>] = [
    ListColumn("shop", "Shop", isMain: true) { written($0.shopName) },
    ListColumn("asked", Words("Asked", meaning: "when a payout was asked for"), sorts: .falling) {
      $0.requestedAt.dateTimeHTML
    },
    ListColumn("state", "State") { $0.state.badge(for: .marketplace) },
    ListColumn("finished", "Finished", isUsual: false) { $0.finishedAt.map(\.dateTimeHTML) ?? HTML() },
    ListColumn("note", "Note", isUsual: false) { $0.remarks },
    ListColumn("amount", "Amount", .end, sorts: .falling) { $0.amount.html },
  ]
}

/// What vendors see of their payouts, in a table.
package enum PayoutTable {
  /// The table of a shop's payouts with what came of each.
  package static func show(_ payouts: [Payout]) -> HTML {
    let columns = [
      TableColumn("Amount", isMain: true), TableColumn("State"),
      TableColumn(Words("Asked", meaning: "when a payout was asked for")), TableColumn("Finished"),
      TableColumn("Note"),
    ]
    let rows = payouts.map { payout in
      TableRow(
        id: payout.id.description, label: "payout of \(payout.amount)",
        [
          payout.amount.html, payout.state.badge(for: .vendor), payout.requestedAt.dateTimeHTML,
          payout.finishedAt.map(\.dateTimeHTML) ?? HTML(), payout.remarks,
        ])
    }
    return DataTable.show("Payouts", columns, rows)
  }
}

extension Payout {
  /// What was written about it by either side.
  fileprivate var remarks: HTML {
    let reference = bankReference.map { "\(say: "Reference \($0)")" as HTML }
    let parts = [failureReason.map(written), reference, note.map(written)].compactMap { $0 }
    return parts.isEmpty ? HTML() : "<span>\(HTML.joined(parts, separator: " · "))</span>"
  }
}
