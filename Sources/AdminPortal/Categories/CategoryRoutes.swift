import Web

/// The pages about categories.
enum CategoryRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/categories", .admin(.catalogue)) { request in
        .html(try await portal.categoryList(request, .empty).html(request))
      },
      .page(.post, "/admin/categories", .admin(.catalogue)) { request in
        try await portal.addCategory(request)
      },
      .page(.get, "/admin/category-imports", .admin(.catalogue)) { request in
        .html(try await portal.categoryImports(request, .empty).html(request))
      },
      .page(.post, "/admin/category-imports", .admin(.catalogue), limit: .upload) { request in
        try await portal.startCategoryImport(request)
      },
      .page(.get, "/admin/category-imports/{file}", .admin(.catalogue)) { request in
        .html(try await portal.categoryImport(request).html(request))
      },
      .page(.post, "/admin/categories/wishes", .admin(.catalogue)) { request in
        try await portal.grantWish(request)
      },
      .page(.get, "/admin/categories/{category}", .admin(.catalogue)) { request in
        .html(try await portal.categoryPage(request, nil).html(request))
      },
      .page(.post, "/admin/categories/{category}", .admin(.catalogue)) { request in
        try await portal.editCategory(request)
      },
      .page(.post, "/admin/categories/{category}/move", .admin(.catalogue)) { request in
        try await portal.moveCategory(request)
      },
      .page(.get, "/admin/categories/{category}/delete", .admin(.catalogue)) { request in
        .html(try await portal.categoryRemoval(request, .empty).html(request))
      },
      .page(.get, "/admin/categories/{category}/languages/{language}", .admin(.catalogue)) { request in
        .html(try await portal.categoryTextsPage(request, nil).html(request))
      },
      .page(.post, "/admin/categories/{category}/languages/{language}", .admin(.catalogue)) { request in
        try await portal.editCategoryTexts(request)
      },
      .page(.post, "/admin/categories/{category}/delete", .admin(.catalogue)) { request in
        try await portal.deleteCategory(request)
      },
    ] + attributes(portal)
  }

  private static func attributes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.post, "/admin/categories/{category}/attributes", .admin(.catalogue)) { request in
        try await portal.addAttribute(request)
      },
      .page(.get, "/admin/categories/{category}/attributes/{attribute}", .admin(.catalogue)) { request in
        .html(try await portal.attributePage(request, nil).html(request))
      },
      .page(.post, "/admin/categories/{category}/attributes/{attribute}", .admin(.catalogue)) { request in
        try await portal.editAttribute(request)
      },
      .page(.post, "/admin/categories/{category}/attributes/{attribute}/delete", .admin(.catalogue)) {
        request in try await portal.deleteAttribute(request)
      },
    ]
  }
}
