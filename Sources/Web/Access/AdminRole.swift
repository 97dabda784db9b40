/// What a person who runs the marketplace is there for.
package enum AdminRole: String, CaseIterable, Sendable {
  case superadmin, support, finance, moderator

  /// What the role may do: the one table of administrators' permissions.
  package var permissions: Set<AdminPermission> {
    switch self {
    case .superadmin: Set(AdminPermission.allCases)
    case .support: [.dashboard, .people, .shops, .orders, .refunds]
    case .finance: [.dashboard, .shops, .orders, .refunds, .payouts, .commission]
    case .moderator: [.dashboard, .people, .bans, .shops, .shopDecisions, .documents, .catalogue]
    }
  }
}

/// What an administrator may do. A route names one of them.
package enum AdminPermission: String, CaseIterable, Sendable {
  /// See the overview and the portal's frame.
  case dashboard
  /// See accounts.
  case people
  /// Ban and unban accounts.
  case bans
  /// Promote and demote administrators.
  case administrators
  /// See shops of every state.
  case shops
  /// Approve, reject, suspend and restore shops.
  case shopDecisions
  /// Read the private documents of applications, with bank and tax data.
  case documents
  /// Manage products and categories.
  case catalogue
  /// See and move orders.
  case orders
  /// See and retry refunds.
  case refunds
  /// See and settle payouts.
  case payouts
  /// Set commission.
  case commission
  /// Change the site.
  case site
  /// Read the audit log.
  case audit

  /// The roles that have it.
  package var roles: [AdminRole] { AdminRole.allCases.filter { $0.permissions.contains(self) } }
}
