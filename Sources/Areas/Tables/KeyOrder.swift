import Kernel
import Persistence

/// The order of a list that is paged by key: by some columns, of which the last is the id, all the same way. An index over
/// them leads to every page of it.
package struct KeyOrder: Sendable {
  private let columns: [SQL]
  private let isDescending: Bool

  /// The order by these columns.
  package init(_ columns: [SQL], isDescending: Bool) {
    self.columns = columns
    self.isDescending = isDescending
  }

  /// What stands behind `ORDER BY`.
  package var clause: SQL {
    .join(columns.map { isDescending ? "\(fragment: $0) DESC" : $0 }, ", ")
  }

  /// The condition on rows behind the one that has these values in the columns, each as a fragment.
  package func behind(_ values: [SQL]) -> SQL {
    let place: SQL = "(\(fragment: .join(values, ", ")))"
    let own: SQL = "(\(fragment: .join(columns, ", ")))"
    return isDescending ? "\(fragment: own) < \(fragment: place)" : "\(fragment: own) > \(fragment: place)"
  }
}
