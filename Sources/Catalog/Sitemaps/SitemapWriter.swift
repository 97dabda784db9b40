import Gateways
import Kernel

/// How many addresses and bytes one file holds; the protocol allows 50,000 and 50 MB, not compressed. With fewer one file
/// takes little memory, and no more is held of all of them.
private let addressesPerFile = 10_000
private let bytesPerFile = 8 << 20

/// Writes the files of one site, one after the other, while their pages are read. They lie beside those of the last run,
/// which serve until the list of all files is replaced in one step; those of the run before that go.
package struct SitemapWriter {
  private let objects: any ObjectStore
  private let site: SitemapFolder
  private let run: SitemapRun
  private let languages: [Language]
  private var file: [UInt8] = []
  private var addresses = 0
  private var files = 0

  /// Begins a run beside the last one, with an address of every page for each language.
  init(
    _ objects: any ObjectStore, _ site: SitemapFolder, in languages: [Language] = Languages.all
  ) async throws {
    self.objects = objects
    self.site = site
    self.languages = languages
    run = try await site.present(in: objects)?.run.next ?? .first
    try await objects.deletePrefix(site.prefix(of: run))
  }

  /// Adds a page in all its languages.
  package mutating func add(_ entry: Sitemap.Entry) async throws {
    let (page, count) = (
      Sitemap.page(entry, in: languages).utf8, Sitemap.addresses(entry, in: languages).count
    )
    let bytes = file.count + page.count + Sitemap.end.utf8.count
    if addresses + count > addressesPerFile || bytes > bytesPerFile { try await close() }
    if file.isEmpty { file += Sitemap.beginning.utf8 }
    file += page
    addresses += count
  }

  /// Ends the run: from now on its files serve. `address` makes the whole address of one. Answers how many there are.
  package mutating func finish(_ address: (String) -> String) async throws -> Int {
    try await close()
    let all = files == 0 ? [] : (1...files).map { address(run.name(of: $0)) }
    try await objects.put(site.list, Array(Sitemap.files(all).utf8), contentType: SitemapFolder.contentType)
    return files
  }

  private mutating func close() async throws {
    guard !file.isEmpty else { return }
    files += 1
    file += Sitemap.end.utf8
    try await objects.put(
      site.key(of: run.name(of: files)), file, contentType: SitemapFolder.contentType)
    file.removeAll(keepingCapacity: true)
    addresses = 0
  }
}

/// Which of three runs files belong to. They take turns, so that a run writes over none that is read, and what one left
/// behind that came to no end goes with the third after it.
enum SitemapRun: String, CaseIterable {
  case first = "a"
  case second = "b"
  case third = "c"

  /// The one after it.
  var next: SitemapRun {
    switch self {
    case .first: .second
    case .second: .third
    case .third: .first
    }
  }

  /// What a file is called, as "b12".
  func name(of number: Int) -> String { "\(rawValue)\(number)" }

  /// The run of a file that is called so; `nil` for no name of a file.
  init?(file: String) {
    guard let letter = file.first, let run = SitemapRun(rawValue: String(letter)),
      (2...8).contains(file.utf8.count), file.dropFirst().utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    self = run
  }
}

/// Where the files of one site lie in the object store.
package struct SitemapFolder: Sendable {
  static let contentType = "application/xml; charset=utf-8"
  private static let marker = "/sitemaps/"

  private let folder: String

  /// Those of the marketplace.
  package static let market = SitemapFolder(folder: "sitemaps/market")

  /// Those of a shop that shows itself under a name of its own.
  package static func shop(_ shop: ShopID) -> SitemapFolder { SitemapFolder(folder: "sitemaps/\(shop)") }

  /// The list of all files.
  var list: String { "\(folder)/index.xml" }

  /// What all files begin with.
  var everything: String { "\(folder)/" }

  /// What the files of a run begin with.
  func prefix(of run: SitemapRun) -> String { "\(folder)/\(run.rawValue)/" }

  /// The file of this name.
  func key(of name: String) -> String { "\(folder)/\(name.prefix(1))/\(name).xml" }

  /// The list that serves now, with the run that it is of; `nil` while there is none, or none that says it.
  func present(in objects: any ObjectStore) async throws -> (bytes: [UInt8], run: SitemapRun)? {
    guard let object = try await objects.get(list) else { return nil }
    let text = String(decoding: object.bytes, as: UTF8.self)
    guard let place = text.firstRange(of: SitemapFolder.marker) else { return nil }
    let name = String(text[place.upperBound...].prefix { $0 != "<" })
    return SitemapRun(file: name).map { (object.bytes, $0) }
  }
}

extension Catalog {
  /// Begins to write the files of a site anew.
  package func writeSitemap(_ site: SitemapFolder) async throws -> SitemapWriter {
    try await SitemapWriter(objects, site)
  }

  /// The list of all files of a site, as XML; `nil` until they are written for the first time.
  package func sitemap(_ site: SitemapFolder) async throws -> [UInt8]? {
    try await site.present(in: objects)?.bytes
  }

  /// One of the files that the list names, or named before, as XML; `nil` for others.
  package func sitemapFile(_ name: String, _ site: SitemapFolder) async throws -> [UInt8]? {
    guard SitemapRun(file: name) != nil else { return nil }
    return try await objects.get(site.key(of: name))?.bytes
  }
}
