import Areas
import Assembly
import MarketSupport
import TestSupport
import Testing

@testable import Persistence

/// What the areas declare is all that there is: nothing that is written is forgotten.
struct DeclarationTests {
  @Test func everyAreaIsThereOnce() async throws {
    try await withMarket(.sqlite) { market in
      let live = market.assembly.areas.map { "\(type(of: $0))" }
      #expect(live == Assembly.areaTypes.map { "\($0)" })
      #expect(live == Sources.areas)
    }
  }

  @Test func everyFolderOfTablesAndWordsIsDeclared() throws {
    let migrations = Assembly.migrations.compactMap { $0 }
    #expect(migrations.count == Assembly.migrations.count)
    #expect(migrations.count == Sources.folders("Migrations"))
    let catalogues = Assembly.catalogues.compactMap { $0 }
    #expect(catalogues.count == Assembly.catalogues.count)
    #expect(catalogues.count == Sources.folders("Words"))
  }

  @Test func everyHookIsDeclared() async throws {
    try await withMarket(.sqlite) { market in
      let areas = market.assembly.areas
      let declared: [(hook: String, by: [Any])] = [
        ("PersonalData", areas.flatMap(\.personalData)), ("SealedRows", areas.flatMap(\.sealedRows)),
        ("SignUpBar", areas.flatMap(\.signUpBars)), ("ShopClosing", areas.flatMap(\.shopClosing)),
        ("ShopPurging", areas.flatMap(\.shopPurging)),
      ]
      for (hook, by) in declared {
        let written = try Sources.types(that: hook)
        #expect(!written.isEmpty && Set(by.map { "\(type(of: $0))" }) == written, "\(hook)")
      }
    }
  }

  @Test func everyRouteTableIsMountedOnce() async throws {
    try await withMarket(.sqlite) { market in
      let routes = market.assembly.routes()
      let addresses = routes.map { "\($0.method) \($0.path)" }
      #expect(Set(addresses).count == addresses.count)
      for area in Sources.areas {
        let written = try Sources.text(of: area)
        for table in try Sources.routeTables(in: area) {
          #expect(written.contains("\(table).routes"), "nobody mounts \(table)")
        }
      }
    }
  }

  @Test func everyJobHasAHandler() async throws {
    try await withMarket(.sqlite) { market in
      let handled = try await market.assembly.jobRunner().kinds
      let written = try Sources.jobKinds()
      #expect(written.count > 20)
      for kind in written { #expect(handled.contains(kind), "nobody handles \(kind)") }
    }
  }

  @Test func whatGoesWithPeopleGoesBackwards() async throws {
    try await withMarket(.sqlite) { market in
      let hooks = AreaHooks()
      hooks.settle(market.assembly.areas)
      let kept = hooks.personalData.map { "\(type(of: $0))" }
      let settlement = try #require(kept.firstIndex(of: "SettlementPersonalData"))
      let ordering = try #require(kept.firstIndex(of: "OrderingPersonalData"))
      #expect(settlement < ordering)
    }
  }
}
