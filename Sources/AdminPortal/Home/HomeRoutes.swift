import Catalog
import Kernel
import Web

/// The pages about the storefront's home page. Its preview is a page of the storefront.
enum HomeRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] { drafts(portal) + sections(portal) + picks(portal) }

  private static func drafts(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/home", .admin(.site)) { request in
        .html(try await portal.homeDraft(request).html(request))
      },
      .page(.post, "/admin/home/publish", .admin(.site)) { request in try await portal.publishHome(request) },
      .page(.post, "/admin/home/revert", .admin(.site)) { request in try await portal.revertHome(request) },
    ]
  }

  private static func sections(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/home/sections/new", .admin(.site)) { request in
        .html(try await portal.newHomeSection(request, nil).html(request))
      },
      .page(.post, "/admin/home/sections", .admin(.site), limit: .upload) { request in
        try await portal.addHomeSection(request)
      },
      .page(.get, "/admin/home/sections/{section}", .admin(.site)) { request in
        .html(try await portal.homeSection(request, nil).html(request))
      },
      .page(.post, "/admin/home/sections/{section}", .admin(.site), limit: .upload) { request in
        try await portal.editHomeSection(request)
      },
      .page(.post, "/admin/home/sections/{section}/move", .admin(.site)) { request in
        try await portal.moveHomeSection(request)
      },
      .page(.post, "/admin/home/sections/{section}/remove", .admin(.site)) { request in
        try await portal.removeHomeSection(request)
      },
      .page(.post, "/admin/home/sections/{section}/restore", .admin(.site)) { request in
        try await portal.restoreHomeSection(request)
      },
    ]
  }

  private static func picks(_ portal: AdminPortal) -> [Route] {
    [
      .page(.post, "/admin/home/sections/{section}/picks", .admin(.site)) { request in
        try await portal.placeHomePick(request)
      },
      .page(.post, "/admin/home/sections/{section}/picks/remove", .admin(.site)) { request in
        try await portal.removeHomePick(request)
      },
    ]
  }
}
