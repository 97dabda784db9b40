import Foundation
import Testing

/// Where routes stand: searching for a URL finds one table, and the table is the top of its file.
struct RouteTableTests {
  @Test func everyURLStandsWholeInOneTable() throws {
    let files = try SourceTree.files(in: "Sources", suffix: ".swift")
    #expect(files.flatMap(RouteDeclaration.all).count > 300)
    for fault in Self.faults(in: files) { Issue.record(Comment(rawValue: fault)) }
  }

  /// What a route answers is made of what its transaction ends with, so that both are committed together.
  @Test func everyKeyedRouteKeepsItsAnswerWithItsEffect() throws {
    var count = 0
    for file in try SourceTree.files(in: "Sources", suffix: "Routes.swift") {
      for route in file.code.split(separator: #/\.(?:api|download|page)\(/#).dropFirst()
      where route.contains("idempotent: true") {
        count += 1
        let name = route.firstMatch(of: #/"[^"]+"/#)?.0 ?? ""
        #expect(route.contains("request.answer(with:"), "\(file.path): \(name) keeps its answer by itself")
      }
    }
    #expect(count > 40)
  }

  /// Everything that is wrong with the routes of these files.
  static func faults(in files: [SourceTree.File]) -> [String] {
    let routes = files.flatMap(RouteDeclaration.all)
    return routes.compactMap(misplaced) + scattered(routes) + twice(routes)
      + files.compactMap(tableIsNotFirst)
      + files.compactMap(madeByHand)
  }

  private static func misplaced(_ route: RouteDeclaration) -> String? {
    let place = "\(route.file.path): \(route.kind) \(route.method) \(route.writtenPath)"
    if route.path == nil { return "\(place) is not whole and literal" }
    return route.file.name.hasSuffix("Routes.swift") ? nil : "\(place) is not declared in a …Routes.swift"
  }

  private static func scattered(_ routes: [RouteDeclaration]) -> [String] {
    var tables: [String: Set<String>] = [:]
    for route in routes { if let url = route.url { tables[url, default: []].insert(route.file.path) } }
    return tables.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { url, files in
      "\(url) stands in several tables: \(files.sorted().joined(separator: ", "))"
    }
  }

  private static func twice(_ routes: [RouteDeclaration]) -> [String] {
    let names = routes.compactMap { route in route.url.map { "\(route.method) \($0)" } }
    return Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted().map {
      "\($0) is declared twice"
    }
  }

  /// The first type of a file that declares routes is the table that the file is called after.
  private static func tableIsNotFirst(_ file: SourceTree.File) -> String? {
    guard file.name.hasSuffix("Routes.swift"), !RouteDeclaration.all(in: file).isEmpty else { return nil }
    let types =
      #/(?m)^(?:package |private |fileprivate )*(?:struct|enum|class|actor|extension|protocol) (\w+)/#
    guard let first = file.code.firstMatch(of: types), "\(first.1).swift" == file.name else {
      return "\(file.path) does not begin with the table \(file.name.dropLast(6))"
    }
    return nil
  }

  /// `Route(method: …)` is for `Web` alone, whose declarations say what kind a route is of.
  private static func madeByHand(_ file: SourceTree.File) -> String? {
    guard file.text.contains("method:") else { return nil }
    let isMade = file.code.firstMatch(of: #/\bRoute(?:\.init)?\(\s*method:/#) != nil
    return isMade && file.target != "Web"
      ? "\(file.path) makes a route without .api, .download or .page" : nil
  }
}

/// That the rules above see what they are there for.
struct RouteTableSampleTests {
  private func faults(_ files: (path: String, text: String)...) -> [String] {
    RouteTableTests.faults(in: files.map { SourceTree.File(path: $0.path, text: $0.text) })
  }

  private let good = #"""
    package enum CupRoutes {
      static let routes: [Route] = [
        .api(.get, "/cups", "List (all) cups", tag: "Cups", .anyone, answer: Page<CupOutput>.self) { _ in list },
        .api(
          .post, "/cups", "Add a cup", tag: "Cups", .signedIn, body: CupInput.self, answer: CupOutput.self
        ) { _, body in add(body) },
        .page(.get, "/cups", .anyone) { _ in page },
      ]
    }
    """#

  @Test func aTableIsGood() {
    #expect(faults(("Sources/Shelf/Cups/CupRoutes.swift", good)) == [])
  }

  @Test func pathsThatAreNotWholeAreFound() {
    for path in ["path", #""\(path)/{cup}""#, #"path + "/cups""#, #""/cups" + rest"#, "CupPage.path"] {
      let table = "enum CupRoutes { let all = [Route.page(.get, \(path), .anyone) { _ in page }] }"
      let found = faults(("Sources/Shelf/Cups/CupRoutes.swift", table))
      #expect(found.count == 1 && found[0].contains("whole and literal"), "\(path): \(found)")
    }
  }

  @Test func routesOutsideOfTablesAreFound() {
    let page = #"enum CupPage { static let routes = [Route.page(.get, "/cup", .anyone) { _ in page }] }"#
    #expect(faults(("Sources/Shelf/Cups/CupPage.swift", page)).count == 1)
    let byHand = #"let route = Route(method: .get, path: "/cups")"#
    #expect(faults(("Sources/Shelf/Cups/Cups.swift", byHand)).count == 1)
  }

  @Test func oneURLInTwoTablesIsFound() {
    let other = #"enum MugRoutes { let all = [Route.page(.post, "/cups", .signedIn) { _ in page }] }"#
    let found = faults(("Sources/A/CupRoutes.swift", good), ("Sources/A/MugRoutes.swift", other))
    #expect(found.count == 1 && found[0].hasPrefix("/cups stands in several tables"))
  }

  @Test func oneRouteTwiceIsFound() {
    let twice = #"""
      enum CupRoutes {
        let all: [Route] = [.page(.get, "/cups", .anyone) { _ in a }, .page(.get, "/cups", .anyone) { _ in b }]
      }
      """#
    #expect(faults(("Sources/A/CupRoutes.swift", twice)) == ["get /cups is declared twice"])
  }

  @Test func aTableBelowSomethingElseIsFound() {
    let found = faults(("Sources/A/CupRoutes.swift", "struct CupOutput {}\n" + good))
    #expect(found == ["Sources/A/CupRoutes.swift does not begin with the table CupRoutes"])
  }
}
