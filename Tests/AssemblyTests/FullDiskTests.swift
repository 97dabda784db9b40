import Assembly
import Foundation
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Web

/// A database without room refuses for the time being, and whoever balances the load is told. SQLite alone can be given
/// an end here.
struct FullDiskTests {
  /// SQLite takes the number of pages that there are for a number that is too small.
  private func allow(_ database: Database, more: Bool) async throws {
    try await database.write { tx in
      _ = try tx.value(
        more ? "PRAGMA max_page_count = 1000000" : "PRAGMA max_page_count = 1", as: Int64.self)
    }
  }

  @Test func aFullDiskIsNoFaultOfTheProgram() async throws {
    try await withMarket(.sqlite) { market in
      let web = market.assembly.webApplication()
      /// Whether that is said sooner or later: a check that takes long on a busy machine says that it is not ready, too.
      func isReady(_ status: Int) async throws -> Bool {
        for _ in 0..<300 {
          let answer = await web.respond(to: IncomingRequest(.get, "/health/ready"))
          if answer.status.code == status { return true }
          try await Task.sleep(for: .milliseconds(100))
        }
        return false
      }
      func signUp(_ number: Int) async -> Response {
        let name = String(repeating: "a", count: 60)
        let body =
          #"{"name":"\#(name)","email":"\#(name)\#(number)@example.org","password":"correct horse battery"}"#
        return await web.respond(
          to: IncomingRequest(
            .post, "/api/v1/accounts",
            headers: [.contentType: "application/json"],
            body: Array(body.utf8), peer: "10.0.0.\(number % 200)"))
      }
      #expect(try await isReady(200))
      try await allow(market.database, more: false)
      var refused: Response?
      for number in 0..<400 where refused == nil {
        let answer = await signUp(number)
        if answer.status.code != 201 { refused = answer }
      }
      let answer = try #require(refused)
      #expect(answer.status.code == 503 && answer.headers[.retryAfter] == "30")
      #expect(try await isReady(503))
      try await allow(market.database, more: true)
      #expect(await signUp(900).status.code == 201)
      #expect(try await isReady(200))
    }
  }
}
