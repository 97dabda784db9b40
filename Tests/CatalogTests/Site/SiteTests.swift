import Kernel
import TestSupport
import Testing

/// Name and logo.
@Suite struct SiteTests {
  @Test(arguments: TestEngine.allCases) func siteIsChangedByAdministratorsOnly(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      #expect(await kit.api.send(.get, "/site").text("name") == "Souk")
      #expect(await kit.vendor.send(.patch, "/admin/site", #"{"name": "Mine"}"#).status == 403)
      let before = kit.catalog.changes.target
      let changed = await kit.admin.send(
        .patch, "/admin/site",
        #"{"name": "Hall", "tagline": "Come in"}"#)
      #expect(changed.status == 200)
      #expect(kit.catalog.changes.target > before)
      let logo = await kit.upload(kit.admin, "/admin/site/logo", try await kit.picture())
      #expect(logo.status == 200)
      let site = await kit.api.send(.get, "/site")
      #expect(site.text("name") == "Hall")
      #expect(site.text("logo")?.hasPrefix("/media/site/") == true)
      #expect(site.text("tagline") == "Come in")
      let cleared = await kit.admin.send(
        .patch, "/admin/site", #"{"removeLogo": true}"#)
      #expect(cleared.json.at("logo") == .null)
      for body in [
        #"{"name": ""}"#, #"{"banner": {"title": "Summer"}}"#, #"{"color": "red"}"#,
      ] {
        #expect(await kit.admin.send(.patch, "/admin/site", body).status == 422, "\(body)")
      }
      #expect(await kit.upload(kit.admin, "/admin/site/logo", Array("x".utf8)).status == 422)
    }
  }
}
