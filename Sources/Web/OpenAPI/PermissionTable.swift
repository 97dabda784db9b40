import Kernel

/// Who may do what, as a page of the documentation: made from the one table and the routes' declarations.
package enum PermissionTable {
  /// The page as Markdown.
  package static func markdown(_ routes: [Route]) -> String {
    ([introduction] + administrators + ["", "## What each permission of administrators opens", ""]
      + AdminPermission.allCases.flatMap { section($0.rawValue, routes, .admin($0)) }
      + ["## What each permission of staff opens", "", staff, ""]
      + Permission.allCases.flatMap { section($0.rawValue, routes, .shop($0)) })
      .joined(separator: "\n")
  }

  private static let introduction = """
    # Permissions

    A route names the permission that it asks for; the guard compares it with the tables below before the route
    runs. `x-access` in `/api/openapi.json` says the same. A visitor gets 401 (pages: the way to log in), an
    administrator without the permission 403, and whoever may not act for a shop 404, as if it weren't there.
    Roles and permissions are read with every request, so a change holds at once.

    ## Administrators

    """

  private static let staff = """
    A shop's owner may do everything in it. Staff may do what the owner gave them, and everybody who works there
    has `membership`. Nobody but the owner has `ownership`.
    """

  /// What opens something without a route of its own: the route is for more people, and shows them less.
  private static let besides: [Access: String] = [
    .shop(.reports): "`/sell/{shop}` is for all who work there; who has this sees sales and numbers on it,"
      + " others go on to what they may open."
  ]

  private static var administrators: [String] {
    let roles = AdminRole.allCases
    let head = "| permission | " + roles.map(\.rawValue).joined(separator: " | ") + " |"
    let line = "|---" + String(repeating: "|:-:", count: roles.count) + "|"
    return [head, line]
      + AdminPermission.allCases.map { permission in
        let marks = roles.map { $0.permissions.contains(permission) ? "yes" : "" }
        return "| \(permission.rawValue) | \(marks.joined(separator: " | ")) |"
      }
  }

  private static func section(_ name: String, _ routes: [Route], _ access: Access) -> [String] {
    let opened = routes.filter { $0.access == access }
    let pages = opened.filter { $0.kind == .page }
    let lines = opened.compactMap { route -> String? in
      guard let summary = route.documentation?.summary else { return nil }
      return "- `\(route.method.rawValue) \(route.path.dropFirst(Route.apiPrefix.count))`: \(summary)"
    }
    let count = "\(lines.count) routes of the API and \(pages.count) of pages."
    let remark = besides[access] ?? (opened.isEmpty ? "Nothing asks for it yet." : nil)
    let list = lines.isEmpty ? [] : lines + [""]
    return ["### \(name)", "", remark.map { "\(count) \($0)" } ?? count, ""] + list
  }
}
