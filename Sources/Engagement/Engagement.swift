import Kernel
import Ordering
import Persistence

/// What people are told.
package struct Engagement: Sendable {
  let database: Database
  let ordering: Ordering
  /// Where the pages are, without a slash at the end; mails link to it.
  let publicURL: String
  let siteName: String

  /// The area on this database.
  package init(database: Database, ordering: Ordering, publicURL: String, siteName: String) {
    self.database = database
    self.ordering = ordering
    self.publicURL = publicURL
    self.siteName = siteName
  }
}
