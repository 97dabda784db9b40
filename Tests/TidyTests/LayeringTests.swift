import Foundation
import Testing

/// Where C libraries and SQL may stand, and who owns a table: rules that a compiler can't see.
struct LayeringTests {
  @Test func unsafeCLibrariesStayInTheFolderThatWrapsThem() throws {
    let homes = [
      "CLibPQ": ["Sources/Persistence/Postgres"], "CSQLite": ["Sources/Persistence"],
      "CVips": ["Sources/Gateways/Images"], "CLibXML2": ["Sources/Gateways/Documents"],
      "CCrypt": ["Sources/Gateways/Passwords"], "CResolv": ["Sources/Gateways/Names"],
      "CQREncode": ["Sources/Gateways/QRCodes"], "CGeoIP": ["Sources/Gateways/Places"],
      "CCurl": ["Sources/Gateways/Mail", "Sources/Gateways/HTTP"],
      "CZlib": ["Sources/Kernel"], "CRoaring": ["Sources/Catalog/Listing/Bits"],
      "CXlsxWriter": ["Sources/Gateways/Spreadsheets"],
    ]
    for file in try SourceTree.files(in: "Sources", suffix: ".swift") {
      for (module, folders) in homes where file.text.contains("import \(module)\n") {
        let isHome = folders.contains { file.path.hasPrefix($0) }
        #expect(isHome, "\(file.path) imports \(module), which lives in \(folders)")
      }
    }
  }

  @Test func onlyTheOwningAreaWritesATable() throws {
    let owners = try tableOwners()
    #expect(owners.count > 20)
    let writes = /(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)/
    for file in try SourceTree.files(in: "Sources", suffix: ".swift") {
      for match in file.text.matches(of: writes) {
        guard let owner = owners[String(match.1)] else { continue }
        #expect(owner == file.target, "\(file.path) writes \(match.1), which \(owner) owns")
      }
    }
  }

  @Test func sqlStandsInStoresOnly() throws {
    let statement = /"\s*(?:SELECT|INSERT\s+INTO|UPDATE\s+[a-z_]+\s+SET|DELETE\s+FROM)\s/
    for file in try SourceTree.files(in: "Sources", suffix: ".swift") where file.target != "Persistence" {
      let isStore =
        file.name.hasSuffix("Store.swift") || file.name.contains("Store+")
        || file.name.hasSuffix("Query.swift")
      if isStore { continue }
      #expect(file.text.firstMatch(of: statement) == nil, "\(file.path) holds SQL, but is not a store")
    }
  }

  /// Which area creates each table, by its migrations.
  private func tableOwners() throws -> [String: String] {
    var owners: [String: String] = [:]
    let creation = /CREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([a-z_]+)/
    for file in try SourceTree.files(in: "Sources", suffix: ".sql") {
      for match in file.text.matches(of: creation) { owners[String(match.1)] = file.target }
    }
    return owners
  }
}
