/// Who may use a route.
package enum Access: Hashable, Sendable {
  /// Everybody; a viewer is known when there is a session.
  case anyone
  /// Everybody with a session.
  case signedIn
  /// The owner of the shop in the path's `{shop}`, and its staff with this permission; others get 404.
  case shop(Permission)
  /// Administrators whose role has this permission.
  case admin(AdminPermission)

  /// Whether nobody has to say who they are.
  var isOpen: Bool { self == .anyone }

  /// Whether changes through the route are actions of vendors or admins, which the audit log keeps.
  var isAudited: Bool {
    switch self {
    case .shop, .admin: true
    case .anyone, .signedIn: false
    }
  }

  /// A sentence for people who read the API's documentation.
  var sentence: String {
    switch self {
    case .anyone: "For everybody."
    case .signedIn: "For who is signed in."
    case .shop(.ownership): "For the shop's owner."
    case .shop(.membership): "For the shop's owner and all of its staff."
    case .shop(let permission):
      "For the shop's owner, and staff with the permission \(permission.rawValue)."
    case .admin(let permission):
      "For administrators with the permission \(permission.rawValue): "
        + permission.roles.map(\.rawValue).joined(separator: ", ") + "."
    }
  }
}
