import Foundation
import Kernel
import Persistence

/// The row of the home page, and the pictures that its banners may show.
enum HomeStore {
  private static let columns = SQL.columns(of: HomeState.self)

  /// The page; `nil` while nobody has changed it.
  static func find(_ snapshot: Snapshot) throws -> HomeState? { try read("", snapshot) }

  /// The page, locked; makes the row of a new marketplace when it is missing.
  static func lock(_ tx: Transaction) throws -> HomeState {
    let standard = HomeState.standard
    let row: NamedValues = [
      "id": 1, "draft": standard.draft, "version": standard.version, "notes": standard.notes,
      "published": standard.published, "publication": standard.publication, "updated_at": tx.now,
    ]
    try tx.run("INSERT INTO home_page \(values: row) ON CONFLICT (id) DO NOTHING")
    return try read(tx.forUpdate, tx) ?? standard
  }

  static func save(_ state: HomeState, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE home_page SET draft = \(state.draft), version = \(state.version), notes = \(state.notes),
        published = \(state.published), former = \(state.former), publication = \(state.publication),
        published_at = \(state.publishedAt), updated_at = \(tx.now)
      WHERE id = 1
      """)
  }

  private static func read(_ lock: SQL, _ snapshot: Snapshot) throws -> HomeState? {
    try snapshot.first("SELECT \(fragment: columns) FROM home_page WHERE id = 1 \(fragment: lock)")
  }

  /// Notes an uploaded picture; one that is known already counts as uploaded now.
  static func add(_ picture: HomePicture, _ tx: Transaction) throws {
    let row: NamedValues = [
      "storage_key": picture.key, "width": picture.width, "height": picture.height, "uploaded_at": tx.now,
    ]
    try tx.run(
      """
      INSERT INTO home_pictures \(values: row)
      ON CONFLICT (storage_key) DO UPDATE SET uploaded_at = excluded.uploaded_at
      """)
  }

  /// The pictures with these keys, in no order.
  static func pictures(_ keys: [String], _ snapshot: Snapshot) throws -> [HomePicture] {
    try snapshot.all(
      "SELECT storage_key, width, height FROM home_pictures WHERE storage_key IN \(list: keys)"
    ) { HomePicture(key: try $0.next(), width: try $0.next(), height: try $0.next()) }
  }

  /// The pictures that were uploaded before a moment.
  static func pictures(uploadedBefore moment: Timestamp, _ snapshot: Snapshot) throws -> [String] {
    try snapshot.values("SELECT storage_key FROM home_pictures WHERE uploaded_at < \(moment)")
  }

  static func remove(_ keys: [String], _ tx: Transaction) throws {
    try tx.run("DELETE FROM home_pictures WHERE storage_key IN \(list: keys)")
  }
}

extension HomeState: RowDecodable {
  package init(row: inout Row) throws {
    draft = try row.next("draft")
    version = try row.next("version")
    notes = try row.next("notes")
    published = try row.next("published")
    former = try row.next("former")
    publication = try row.next("publication")
    publishedAt = try row.next("published_at")
  }
}

extension HomeSections: SQLValue {
  package static var sample: HomeSections { HomeSections([]) }
  package var sqlParameter: SQLParameter { StoredJSON.parameter(self) }
  /// Reads the JSON that one column keeps.
  package static func decode(_ column: SQLColumn) throws -> HomeSections { try StoredJSON.read(column) }
}

extension HomeNotes: SQLValue {
  static var sample: HomeNotes { HomeNotes() }
  var sqlParameter: SQLParameter { StoredJSON.parameter(self) }
  static func decode(_ column: SQLColumn) throws -> HomeNotes { try StoredJSON.read(column) }
}
