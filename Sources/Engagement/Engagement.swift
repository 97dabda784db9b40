import Areas
import Gateways
import Kernel
import Ordering
import Persistence

/// What people are told.
package struct Engagement: Sendable {
  let database: Database
  let ordering: Ordering
  /// The marketplace, as letters speak of it.
  let site: Site
  /// Who carries mails.
  let mails: any MailTransport

  /// The area on this database.
  package init(database: Database, ordering: Ordering, site: Site, mails: any MailTransport) {
    self.database = database
    self.ordering = ordering
    self.site = site
    self.mails = mails
  }
}
