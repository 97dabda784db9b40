import Areas
import Assembly
import Foundation
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing

@testable import Web

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
      func names(_ hooks: [Any]) -> Set<String> { Set(hooks.map { "\(type(of: $0))" }) }
      #expect(try names(areas.flatMap(\.personalData)) == Sources.types(that: "PersonalData"))
      #expect(try names(areas.flatMap(\.sealedRows)) == Sources.types(that: "SealedRows"))
      #expect(try names(areas.flatMap(\.signUpBars)) == Sources.types(that: "SignUpBar"))
      #expect(try names(areas.flatMap(\.shopClosing)) == Sources.types(that: "ShopClosing"))
      #expect(try names(areas.flatMap(\.shopPurging)) == Sources.types(that: "ShopPurging"))
    }
  }

  @Test func everyRouteTableIsMountedOnce() async throws {
    try await withMarket(.sqlite) { market in
      let routes = market.assembly.routes()
      let addresses = routes.map { "\($0.method) \($0.path)" }
      #expect(Set(addresses).count == addresses.count)
      let declared = try Sources.text(endingWith: "+Area.swift")
      for area in Sources.areas {
        for table in try Sources.routeTables(in: area) {
          #expect(declared.contains("\(table).routes"), "\(table) is not declared by its area")
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
