import Kernel
import Persistence

/// What files said of a variant's quantity.
struct FileCount: Hashable, Sendable {
  /// By the last file that was brought in.
  var imported: Int64?
  /// The export that this file came from.
  var stamp: Int64?
  /// By the last file that was taken out since.
  var exported: Int64?

  /// Which quantity a file's figure is to be compared with; `nil` when it stands for itself. A file that is read again
  /// is compared with itself, one that was exported with what it said then.
  func reference(for quantity: Int64, _ basis: CountBasis?) -> Int64? {
    if let basis { return basis.stamp == stamp ? imported ?? basis.quantity : basis.quantity }
    if quantity == imported || quantity == exported { return quantity }
    return exported ?? imported
  }
}

/// The rows of `variant_counts`.
enum FileCountStore {
  private static let rowsPerInsert = 100

  static func of(_ variants: [VariantID], _ snapshot: Snapshot) throws -> [VariantID: FileCount] {
    var counts: [VariantID: FileCount] = [:]
    for chunk in variants.chunks(of: 500) {
      let rows = try snapshot.all(
        "SELECT variant_id, imported, stamp, exported FROM variant_counts WHERE variant_id IN \(list: Array(chunk))"
      ) { row -> (variant: VariantID, count: FileCount) in
        (
          variant: try row.next("variant_id"),
          count: FileCount(
            imported: try row.next("imported"), stamp: try row.next("stamp"),
            exported: try row.next("exported"))
        )
      }
      for row in rows { counts[row.variant] = row.count }
    }
    return counts
  }

  /// Remembers what a file that was brought in says.
  static func keep(imported counts: [VariantID: FileCount], _ tx: Transaction) throws {
    for chunk in counts.sorted(by: { $0.key < $1.key }).chunks(of: rowsPerInsert) {
      let values = chunk.map { variant, count -> NamedValues in
        ["variant_id": variant, "imported": count.imported, "stamp": count.stamp]
      }
      try tx.run(
        """
        INSERT INTO variant_counts \(values: values)
        ON CONFLICT (variant_id) DO UPDATE
          SET imported = excluded.imported, stamp = excluded.stamp, exported = NULL
        """)
    }
  }

  /// Remembers what a file says that is taken out. Variants that are gone meanwhile are left out.
  static func keep(exported quantities: [VariantID: Int64], _ tx: Transaction) throws {
    let present = try existing(Array(quantities.keys), tx)
    for chunk in present.sorted().chunks(of: rowsPerInsert) {
      let values = chunk.map { variant -> NamedValues in
        ["variant_id": variant, "exported": quantities[variant]]
      }
      try tx.run(
        """
        INSERT INTO variant_counts \(values: values)
        ON CONFLICT (variant_id) DO UPDATE SET exported = excluded.exported
        """)
    }
  }

  private static func existing(_ variants: [VariantID], _ tx: Transaction) throws -> [VariantID] {
    try variants.chunks(of: 500).flatMap { chunk -> [VariantID] in
      try tx.values("SELECT id FROM variants WHERE id IN \(list: Array(chunk))")
    }
  }
}
