import HTTPTypes
import Kernel
import Testing

@testable import Web

struct AssetTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func modulesImportEachOtherByHashedNames() throws {
    let table = AssetTable(files: [
      "app.js": bytes(#"import { a } from "./parts/a.js"; import "./b.js"; const c = import('./b.js');"#),
      "parts/a.js": bytes(#"export { b as a } from "../b.js";"#), "b.js": bytes("export const b = 1;"),
      "app.css": bytes(#"@font-face { src: url("fonts/x.woff2") } .i { background: url(icons.svg#cart) }"#),
      "fonts/x.woff2": [1, 2, 3], "icons.svg": bytes("<svg/>"),
    ])
    func text(_ name: String) throws -> String {
      String(decoding: try #require(table.plain[name]).plain.readableBytesView, as: UTF8.self)
    }
    let b = try #require(table.paths["b.js"])
    #expect(b.wholeMatch(of: /\/assets\/b\.[0-9a-f]{16}\.js/) != nil)
    let app = try text("app.js")
    #expect(app.contains("import \"\(b)\"") && app.contains("import('\(b)')"))
    #expect(app.contains("from \"\(table.paths["parts/a.js"] ?? "")\""))
    #expect(try text("parts/a.js").contains(b))
    let css = try text("app.css")
    #expect(css.contains("url(\"\(table.paths["fonts/x.woff2"] ?? "")\")"))
    #expect(css.contains("url(\(table.paths["icons.svg"] ?? "")#cart)"))
  }

  @Test func aChangeDeepDownChangesEveryAddressAbove() {
    func app(_ leaf: String) -> String? {
      AssetTable(files: ["app.js": bytes(#"import "./leaf.js";"#), "leaf.js": bytes(leaf)]).paths["app.js"]
    }
    #expect(app("1") != app("2") && app("1") == app("1"))
  }

  @Test func ringsEnd() {
    let table = AssetTable(files: [
      "a.js": bytes(#"import "./b.js";"#), "b.js": bytes(#"import "./a.js";"#),
    ])
    #expect(table.hashed.count == 2)
  }

  @Test func filesAreKeptForever() async throws {
    let web = WebHarness([])
    let response = await web.get(Assets.path("docs.js"), [.acceptEncoding: "gzip"])
    #expect(response.status == .ok)
    #expect(response.headers[.cacheControl] == "public, max-age=31536000, immutable")
    #expect(response.headers[.contentType] == "text/javascript; charset=utf-8")
    #expect(response.headers[.contentEncoding] == "gzip")
    let tag = try #require(response.headers[.eTag])
    let again = await web.get(Assets.path("docs.js"), [.ifNoneMatch: tag, .acceptEncoding: "gzip"])
    #expect(again.status == .notModified)
    let plain = await web.get("/assets/docs.js")
    #expect(plain.headers[.cacheControl] == "public, no-cache" && plain.headers[.contentEncoding] == nil)
  }

  @Test(arguments: [
    "/assets/../Package.swift", "/assets/..%2f..%2fPackage.swift", "/assets/%2e%2e/x", "/assets//etc/passwd",
    "/assets/", "/assets", "/assets/docs.js%00", "/assets/.keep", "/assets/docs.0000000000000000.js",
  ])
  func nothingElseIsServed(_ target: String) async {
    #expect(await WebHarness([]).get(target).status.code == 404)
  }
}
