import Kernel
import Settlement
import Web

/// Payouts in a table.
package enum PayoutTable {
  /// The table for this reader: the marketplace sees which shop asked and goes on to the payout by its `path`,
  /// vendors see what came of it.
  package static func show(
    _ payouts: [Payout], for reader: Reader, path: (Payout) -> String? = { _ in nil }
  ) -> HTML {
    let asked = TableColumn(Words("Asked", meaning: "when a payout was asked for"))
    let columns =
      reader == .marketplace
      ? [TableColumn("Shop", isMain: true), asked, TableColumn("State"), TableColumn("Amount", .end)]
      : [
        TableColumn("Amount", isMain: true), TableColumn("State"), asked, TableColumn("Finished"),
        TableColumn("Note"),
      ]
    let rows = payouts.map { payout in
      TableRow(
        id: payout.id.description, label: label(payout, for: reader), path: path(payout),
        reader == .marketplace ? marketplaceCells(payout) : vendorCells(payout))
    }
    return DataTable.show("Payouts", columns, rows)
  }

  private static func label(_ payout: Payout, for reader: Reader) -> Words {
    reader == .marketplace ? "payout to \(payout.shopName)" : "payout of \(payout.amount)"
  }

  private static func marketplaceCells(_ payout: Payout) -> [HTML] {
    [
      written(payout.shopName), payout.requestedAt.dateTimeHTML, payout.state.badge(for: .marketplace),
      payout.amount.html,
    ]
  }

  private static func vendorCells(_ payout: Payout) -> [HTML] {
    [
      payout.amount.html, payout.state.badge(for: .vendor), payout.requestedAt.dateTimeHTML,
      payout.finishedAt.map(\.dateTimeHTML) ?? HTML(), payout.remarks,
    ]
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
