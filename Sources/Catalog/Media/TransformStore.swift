import Kernel
import Persistence

/// Which results of which pictures addresses were given out for.
enum TransformStore {
  /// How many results of one picture there are at most.
  static let maximumResults = 100

  /// Notes a result. Throws `Problem(.invalidInput)` when there are too many of this picture already.
  static func note(_ operations: String, of key: String, _ tx: Transaction) throws {
    let row: NamedValues = ["storage_key": key, "operations": operations, "created_at": tx.now]
    let isNew = try tx.run("INSERT INTO picture_transforms \(values: row) ON CONFLICT DO NOTHING") == 1
    guard isNew else { return }
    let count: Int? = try tx.value("SELECT COUNT(*) FROM picture_transforms WHERE storage_key = \(key)")
    guard (count ?? 0) <= maximumResults else {
      throw Problem.invalid(
        "operations", "too_many", "Of one picture \(maximumResults) results are kept. Use one of those.")
    }
  }

  /// Shows a result in the place of a picture, and keeps which was there first.
  static func apply(_ result: StoredPicture, to image: ImageID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE product_images SET
        original_width = CASE WHEN original_key IS NULL THEN width ELSE original_width END,
        original_height = CASE WHEN original_key IS NULL THEN height ELSE original_height END,
        original_key = COALESCE(original_key, storage_key),
        storage_key = \(result.folder), width = \(result.width), height = \(result.height)
      WHERE id = \(image)
      """)
  }

  /// Shows the first picture again.
  static func undo(_ image: ImageID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE product_images SET storage_key = original_key, width = original_width, height = original_height,
        original_key = NULL, original_width = NULL, original_height = NULL
      WHERE id = \(image) AND original_key IS NOT NULL
      """)
  }
}
