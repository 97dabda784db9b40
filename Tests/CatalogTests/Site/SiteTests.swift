import Kernel
import TestSupport
import Testing

/// Name, logo and banner.
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
        #"{"name": "Hall", "banner": {"title": "Summer", "link": "/products?tag=summer"}}"#)
      #expect(changed.status == 200)
      #expect(kit.catalog.changes.target > before)
      let logo = await kit.upload(kit.admin, "/admin/site/logo", try await kit.picture())
      #expect(logo.status == 200)
      _ = await kit.upload(kit.admin, "/admin/site/banner", try await kit.picture("#222"))
      let site = await kit.api.send(.get, "/site")
      #expect(site.text("name") == "Hall")
      #expect(site.text("logo")?.hasPrefix("/media/site/") == true)
      #expect(site.json.at("banner", "title").text == "Summer")
      #expect(site.json.at("banner", "image").text?.hasSuffix("zoom.webp") == true)
      let cleared = await kit.admin.send(
        .patch, "/admin/site", #"{"removeLogo": true, "banner": {"removeImage": true, "text": ""}}"#)
      #expect(cleared.json.at("logo") == .null)
      #expect(cleared.json.at("banner", "image") == .null)
      for body in [
        #"{"name": ""}"#, #"{"banner": {"link": "javascript:alert(1)"}}"#, #"{"banner": {"link": "//evil"}}"#,
        #"{"banner": 5}"#, #"{"color": "red"}"#,
      ] {
        #expect(await kit.admin.send(.patch, "/admin/site", body).status == 422, "\(body)")
      }
      #expect(await kit.upload(kit.admin, "/admin/site/logo", Array("x".utf8)).status == 422)
    }
  }
}
