import Kernel
import Persistence

/// How long a removal of files keeps others away; one that takes longer has died, and comes again by itself.
private let removalSeconds: Int64 = 600

/// What lies below the key of a picture.
struct StoredFiles: RowDecodable {
  /// The end of the original's name, where it was kept.
  let original: String?
  let sizes: Int
  let isBeingRemoved: Bool

  init(row: inout Row) throws {
    original = try row.next("original")
    sizes = try row.next("sizes")
    let removing: Timestamp? = try row.next("removing_at")
    isBeingRemoved = removing != nil
  }
}

/// Which folders of pictures lie in the object store.
enum StoredPictureStore {
  /// Notes that a picture is being stored below this key. False while its files are being removed.
  static func touch(_ key: String, original: String, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = ["storage_key": key, "touched_at": tx.now, "original": original, "sizes": 0]
    let changed = try tx.run(
      """
      INSERT INTO stored_pictures \(values: row)
      ON CONFLICT (storage_key) DO UPDATE SET touched_at = excluded.touched_at, original = excluded.original,
        removing_at = NULL
      WHERE stored_pictures.removing_at IS NULL
        OR stored_pictures.removing_at <= \(tx.now.adding(seconds: -removalSeconds))
      """)
    return changed == 1
  }

  /// What lies below this key, as far as it is known.
  static func find(_ key: String, _ snapshot: Snapshot) throws -> StoredFiles? {
    try snapshot.first(
      "SELECT \(fragment: SQL.columns(of: StoredFiles.self)) FROM stored_pictures WHERE storage_key = \(key)",
      as: StoredFiles.self)
  }

  /// What was made of a picture besides its first sizes.
  static func look(of key: String, _ snapshot: Snapshot) throws -> PictureLook {
    let found = try snapshot.first(
      "SELECT sizes, placeholder FROM stored_pictures WHERE storage_key = \(key)"
    ) {
      row in PictureLook(sizes: try row.next(), placeholder: try row.next())
    }
    return found ?? .first
  }

  /// Pictures of which no further sizes were made and that were stored before this moment.
  static func unmade(before moment: Timestamp, limit: Int, _ snapshot: Snapshot) throws -> [String] {
    try snapshot.values(
      """
      SELECT storage_key FROM stored_pictures
      WHERE sizes = 0 AND touched_at <= \(moment) AND removing_at IS NULL ORDER BY storage_key LIMIT \(limit)
      """)
  }

  /// Keeps what was made of a picture, and shows it in lists.
  static func keep(_ look: PictureLook, of key: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE stored_pictures SET sizes = \(look.sizes), placeholder = \(look.placeholder)
      WHERE storage_key = \(key)
      """)
    try tx.run(
      """
      UPDATE products SET image_sizes = \(look.sizes), image_placeholder = \(look.placeholder)
      WHERE image_key = \(key)
      """)
  }

  /// Takes a picture that nothing shows out of use, unless somebody stored it since `moment` and may be about to show it.
  static func beginRemoval(of key: String, unlessTouchedSince moment: Timestamp, _ tx: Transaction) throws
    -> Bool
  {
    let row: NamedValues = [
      "storage_key": key, "touched_at": moment, "removing_at": tx.now, "sizes": 0,
    ]
    let changed = try tx.run(
      """
      INSERT INTO stored_pictures \(values: row)
      ON CONFLICT (storage_key) DO UPDATE SET removing_at = excluded.removing_at
      WHERE stored_pictures.touched_at <= \(moment)
      """)
    return changed == 1
  }

  /// The picture's files are gone, and with them what was made of it.
  static func endRemoval(of key: String, _ tx: Transaction) throws {
    try tx.run("DELETE FROM stored_pictures WHERE storage_key = \(key) AND removing_at IS NOT NULL")
    try tx.run("DELETE FROM picture_transforms WHERE storage_key = \(key)")
  }
}
