import Catalog
import Web

/// The page about the site itself.
enum SiteRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/site", .admin(.site)) { request in
        .html(try await portal.sitePage(request, nil).html(request))
      },
      .page(.post, "/admin/site", .admin(.site)) { request in
        try await portal.changeSite(request) {
          _ = try await portal.catalog.editSite(
            request.edit(over: { (present: SiteSettings) in FormState(present) }) {
              try $0.read(SiteChangesInput.self, needing: [("name", "Give the site a name.")])
            })
        }
      },
      .page(.post, "/admin/site/logo", .admin(.site), limit: .upload) { request in
        try await portal.changeSite(request) {
          _ = try await portal.catalog.setLogo(request.picture("logo"))
        }
      },
    ]
  }
}
