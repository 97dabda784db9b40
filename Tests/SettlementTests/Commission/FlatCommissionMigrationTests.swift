import Assembly
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

/// Flat amounts that nobody had named a currency for.
struct FlatCommissionMigrationTests {
  private static let name = "0118-flat-commission"

  /// The migrations before this one, and this one, as folders of their own.
  private func folders() throws -> (before: URL, after: URL) {
    let scratch = try TestFolder.make()
    let (before, after) = (scratch.appendingPathComponent("before"), scratch.appendingPathComponent("after"))
    let files = FileManager.default
    for folder in [before, after] { try files.createDirectory(at: folder, withIntermediateDirectories: true) }
    for area in Assembly.migrations.compactMap({ $0 }) {
      for migration in try files.contentsOfDirectory(at: area, includingPropertiesForKeys: nil) {
        let number = migration.lastPathComponent
        guard number.first?.isNumber == true, number <= Self.name else { continue }
        try files.copyItem(
          at: migration, to: (number == Self.name ? after : before).appendingPathComponent(number))
      }
    }
    return (before, after)
  }

  @Test(arguments: TestEngine.allCases)
  func becomeOneRuleForEachCurrency(engine: TestEngine) async throws {
    let (before, after) = try folders()
    try await withDatabase(engine, migrations: [before]) { database async throws in
      try await database.write { tx in
        for (number, currency) in ["EUR", "JPY"].enumerated() {
          let owner = AccountID()
          try tx.run(
            """
            INSERT INTO accounts (id, name, email, password_hash, role, is_active, created_at, updated_at)
            VALUES (\(owner), 'A', \("a\(number)@example.org"), '', 'customer', TRUE, 0, 0)
            """)
          try tx.run(
            """
            INSERT INTO shops (id, owner_id, slug, name, folded_name, description, country, currency, status,
              shipping_policy, return_policy, created_at, updated_at)
            VALUES (\(ShopID()), \(owner), \("s\(number)"), 'S', 's', '', 'DE', \(currency), 'approved', '', '', 0, 0)
            """)
        }
        try tx.run("UPDATE commission_rules SET flat = 50, basis_points = 900")
      }
      try await Migrator(folders: [before, after]).run(on: database)
      let rules: [String] = try await database.read { snapshot in
        try snapshot.all("SELECT currency, basis_points, flat FROM commission_rules ORDER BY currency") {
          row in
          let (currency, share, flat): (String, Int64, Int64) = (
            try row.next(), try row.next(), try row.next()
          )
          return "\(currency) \(share) \(flat)"
        }
      }
      #expect(rules == [" 900 0", "EUR 900 50", "JPY 900 50"])
    }
  }
}
