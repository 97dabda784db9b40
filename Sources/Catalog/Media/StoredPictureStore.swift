import Kernel
import Persistence

/// How long a removal of files keeps others away; one that takes longer has died, and comes again by itself.
private let removalSeconds: Int64 = 600

/// Which folders of pictures lie in the object store.
enum StoredPictureStore {
  /// Notes that a picture is being stored below this key. False while its files are being removed.
  static func touch(_ key: String, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = ["storage_key": key, "touched_at": tx.now, "sizes": 0]
    let changed = try tx.run(
      """
      INSERT INTO stored_pictures \(values: row)
      ON CONFLICT (storage_key) DO UPDATE SET touched_at = excluded.touched_at, removing_at = NULL
      WHERE stored_pictures.removing_at IS NULL
        OR stored_pictures.removing_at <= \(tx.now.adding(seconds: -removalSeconds))
      """)
    return changed == 1
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

  /// The picture's files are gone.
  static func endRemoval(of key: String, _ tx: Transaction) throws {
    try tx.run("DELETE FROM stored_pictures WHERE storage_key = \(key) AND removing_at IS NOT NULL")
  }
}
