import Areas
import Assembly
import Catalog
import Engagement
import Foundation
import Gateways
import Identity
import Kernel
import Ordering
import Persistence
import Settlement
import TestSupport
import Vendors
import Web

/// The program over one fresh database, with a clock that stands still and a mailbox that keeps everything.
package struct Market: Sendable {
  package static let publicURL = "https://souk.test"

  package let assembly: Assembly
  package let clock: TestClock
  /// Where pictures lie.
  package let media: URL
  private let mailbox: MailBox

  package var database: Database { assembly.database }
  package var identity: Identity { assembly.identity }
  package var vendors: Vendors { assembly.vendors }
  package var catalog: Catalog { assembly.catalog }
  package var ordering: Ordering { assembly.ordering }
  package var settlement: Settlement { assembly.settlement }
  package var engagement: Engagement { assembly.engagement }
  package var bookkeeping: Bookkeeping { assembly.settlement.bookkeeping }

  /// A node of the market on a database that is migrated, with these settings besides those of all tests.
  package init(
    _ database: Database, _ clock: TestClock, gateways: [any PaymentGateway],
    settings: [String: String] = [:],
    pictures: any PictureSource = UnreachablePictures(), searchEngine: (any SearchEngine)? = nil
  ) throws {
    self.clock = clock
    mailbox = MailBox()
    let folder = try TestFolder.make()
    media = folder.appendingPathComponent("media")
    assembly = try Assembly(
      Settings.test(folder, settings),
      Surroundings.test(
        database, clock, folder, mail: mailbox, gateways: gateways, pictures: pictures,
        searchEngine: searchEngine))
  }

  /// Runs every job and consumer that is due. What is mailed meanwhile comes into `mails`.
  package func drain(_ mails: MailBox = MailBox()) async throws {
    try await assembly.jobRunner().drain()
    await mails.take(mailbox.empty())
  }
}

/// Opens a market on a fresh database and removes it after `body`.
package func withMarket(
  _ engine: TestEngine, gateways: [any PaymentGateway] = [TestGateway()], settings: [String: String] = [:],
  pictures: any PictureSource = UnreachablePictures(), searchEngine: (any SearchEngine)? = nil,
  isolation: isolated (any Actor)? = #isolation,
  _ body: (Market) async throws -> Void
) async throws {
  let clock = TestClock()
  try await withDatabase(
    engine, migrations: Assembly.migrations, clock: clock.clock, beforeCommit: AuditLog.append,
    keyedTransactions: IdempotencyRows()
  ) {
    database async throws in
    try await body(
      try Market(
        database, clock, gateways: gateways, settings: settings, pictures: pictures,
        searchEngine: searchEngine))
  }
}
