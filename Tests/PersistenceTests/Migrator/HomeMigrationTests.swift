import Foundation
import Persistence
import TestSupport
import Testing

/// The banner that a site had becomes the first section of its home page.
@Suite struct HomeMigrationTests {
  @Test(arguments: TestEngine.allCases) func keepsTheBanner(_ engine: TestEngine) async throws {
    let scratch = try TestFolder.make()
    func copy(_ belongs: (String) -> Bool) throws {
      for migration in try MigrationSources.migrations() where belongs(migration.lastPathComponent) {
        try FileManager.default.copyItem(
          at: migration, to: scratch.appendingPathComponent(migration.lastPathComponent))
      }
    }
    try await withDatabase(engine, migrations: []) { database async throws in
      try copy { $0 < "0181" }
      try await Migrator(folders: [scratch]).run(on: database)
      let title = "It's \"ours\" \\ für alle"
      try await database.write { tx in
        try tx.run(
          """
          INSERT INTO site_settings (id, name, tagline, logo_key, banner_key, banner_width, banner_height,
            banner_title, banner_text, banner_link, version, updated_at)
          VALUES (1, 'Hall', '', NULL, 'site/ab', 1600, 900, \(title), 'Come in', '/shops', 3, 7)
          """)
      }
      try copy { $0 >= "0181" }
      try await Migrator(folders: [scratch]).run(on: database)
      let (draft, published, picture) = try await database.read { snapshot in
        (
          try snapshot.value("SELECT draft FROM home_page", as: String.self),
          try snapshot.value("SELECT published FROM home_page", as: String.self),
          try snapshot.value("SELECT storage_key FROM home_pictures", as: String.self)
        )
      }
      #expect(draft == published && picture == "site/ab")
      let page = try JSONDecoder().decode(Page.self, from: Data(try #require(published).utf8))
      #expect(page.banner.heading.text == title && page.banner.text.text == "Come in")
      #expect(page.banner.link == "/shops" && page.banner.picture.width == 1600)
    }
  }

  private struct Page: Decodable {
    struct Text: Decodable { let text: String }
    struct Picture: Decodable {
      let key: String
      let width: Int
    }
    struct Banner: Decodable {
      let heading: Text
      let text: Text
      let button: Text
      let link: String
      let picture: Picture
    }
    let banner: Banner
  }
}
