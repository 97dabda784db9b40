import Kernel
import Persistence
import Web

/// A file of products that is being brought in, or was.
package struct Import: Sendable, RowDecodable {
  package let id: ImportID
  /// `nil` when the rows themselves name their shops.
  package let shop: ShopID?
  package let fileName: String
  package let status: ImportStatus
  package let totalBytes: Int64
  /// How far the file has been worked through, in bytes.
  package let doneBytes: Int64
  /// The number of the last record that was worked through; the header is 1.
  package let lastRecord: Int64
  package let products: Int64
  package let rows: ImportCounts
  package let failure: Words?
  /// How the file was read, and what of it was not.
  package let note: Words?
  package let createdAt: Timestamp
  package let finishedAt: Timestamp?
  /// Whether the file is only looked at: the results say what would become of its rows.
  package let isDryRun: Bool
  package let format: FileFormat
  /// What people said of columns.
  package let mapping: FieldMapping
  /// How the file is written; `nil` where that was not looked at beforehand.
  package let dialect: CSVDialect?
  /// Where the pictures stand that it names by addresses of other sites.
  package internal(set) var pictures = PictureFetchCounts()

  package init(row: inout Row) throws {
    id = try row.next("id")
    shop = try row.next("shop_id")
    fileName = try row.next("file_name")
    status = try row.next("status")
    totalBytes = try row.next("total_bytes")
    doneBytes = try row.next("done_bytes")
    lastRecord = try row.next("last_record")
    products = try row.next("products")
    rows = ImportCounts(
      created: try row.next("created_rows"), updated: try row.next("updated_rows"),
      unchanged: try row.next("unchanged_rows"), rejected: try row.next("rejected_rows"))
    failure = try row.next("failure")
    note = try row.next("note")
    createdAt = try row.next("created_at")
    finishedAt = try row.next("finished_at")
    isDryRun = try row.next("dry_run")
    format = try row.next("format")
    mapping = FieldMapping(try row.next("mapping", String.self)) ?? FieldMapping()
    let encoding: String? = try row.next("encoding")
    let separator: Int64? = try row.next("separator")
    let leadBytes: Int64? = try row.next("lead_bytes")
    dialect = encoding.flatMap(TextEncoding.init).map { encoding in
      CSVDialect(
        encoding: encoding, separator: UInt8(clamping: separator ?? 0), leadBytes: Int(leadBytes ?? 0))
    }
  }

  /// 0 to 100.
  package var percentDone: Int64 {
    totalBytes == 0 || status == .completed ? 100 : min(100, doneBytes * 100 / totalBytes)
  }
}

/// Where an import stands.
package enum ImportStatus: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case queued, running, completed, failed
  /// Nobody has said yet which columns name a product and its title.
  case unmapped
  /// It was looked at and not wanted; it goes.
  case discarded
}

/// How many rows had which outcome.
package struct ImportCounts: Hashable, Sendable {
  package var created: Int64 = 0
  package var updated: Int64 = 0
  package var unchanged: Int64 = 0
  package var rejected: Int64 = 0

  /// Rows that have a result.
  package var total: Int64 { created + updated + unchanged + rejected }

  mutating func count(_ outcome: RowOutcome) {
    switch outcome {
    case .created: created += 1
    case .updated: updated += 1
    case .unchanged: unchanged += 1
    case .rejected: rejected += 1
    }
  }
}

/// What became of a row.
package enum RowOutcome: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case created, updated, unchanged, rejected
}

/// The result of one row of the file.
package struct ImportRow: Sendable, RowDecodable {
  /// The record's number in the file; the header is 1.
  package let number: Int64
  package let handle: String
  package let outcome: RowOutcome
  /// Why it was rejected, or what people should know of it.
  package let reason: Words?

  init(number: Int64, handle: String, outcome: RowOutcome, reason: Words? = nil) {
    self.number = number
    self.handle = handle
    self.outcome = outcome
    self.reason = reason
  }

  package init(row: inout Row) throws {
    number = try row.next("number")
    handle = try row.next("handle")
    outcome = try row.next("outcome")
    reason = try row.next("reason")
  }
}
