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
      .page(.post, "/admin/categories/wishes", .admin(.catalogue)) { request in
        try await portal.grantWish(request)
      },
      .page(.get, "/admin/categories/{category}", .admin(.catalogue)) { request in
        .html(try await portal.categoryPage(request, nil).html(request))
      },
      .page(.post, "/admin/categories/{category}", .admin(.catalogue)) { request in
        try await portal.editCategory(request)
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
    ]
  }
}
