import Web

/// The pages about people, and what is decided there.
enum PeopleRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    pages(portal) + access(portal) + roles(portal)
  }

  private static func pages(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/people", .admin(.people)) { request in
        .html(try await portal.peopleList(request).html(request))
      },
      .page(.get, "/admin/people.csv", .admin(.people)) { request in
        try await portal.peopleFile(request, as: .csv)
      },
      .page(.get, "/admin/people.xlsx", .admin(.people)) { request in
        try await portal.peopleFile(request, as: .xlsx)
      },
      .page(.post, "/admin/people/bulk", .admin(.bans)) { request in
        try await portal.changePeople(request)
      },
      .page(.get, "/admin/people/ban", .admin(.bans)) { request in
        .html(try await portal.banPage(request).html(request))
      },
      .page(.post, "/admin/people/ban", .admin(.bans)) { request in
        try await portal.banPeople(request)
      },
      .page(.get, "/admin/people/{account}", .admin(.people)) { request in
        .html(try await portal.personPage(request, .empty).html(request))
      },
    ]
  }

  private static func access(_ portal: AdminPortal) -> [Route] {
    [
      .page(.post, "/admin/people/{account}/ban", .admin(.bans)) { request in
        try await portal.ban(request)
      },
      .page(.post, "/admin/people/{account}/unban", .admin(.bans)) { request in
        try await portal.unban(request)
      },
      .page(.post, "/admin/people/{account}/sign-out", .admin(.people)) { request in
        try await portal.signOut(request)
      },
    ]
  }

  private static func roles(_ portal: AdminPortal) -> [Route] {
    [
      .page(.post, "/admin/people/{account}/role", .admin(.administrators)) { request in
        try await portal.setRole(request)
      },
      .page(.post, "/admin/people/{account}/demote", .admin(.administrators)) { request in
        try await portal.demote(request)
      },
      .page(.post, "/admin/people/{account}/second-factor", .admin(.administrators)) { request in
        try await portal.resetSecondFactor(request)
      },
      .page(.post, "/admin/people/{account}/erasure", .admin(.administrators)) { request in
        try await portal.erase(request)
      },
    ]
  }
}
