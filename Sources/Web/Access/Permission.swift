/// What somebody may do in a shop. Its owner may do everything.
package enum Permission: String, CaseIterable, Sendable {
  case products, orders, reports, payouts, settings
  /// What everybody who works in the shop may: come in.
  case membership
  /// What only the owner may: staff, the shop's end, its bank and tax data. Nobody else is ever given it.
  case ownership

  /// What staff can be given.
  package static let grantable: [Permission] = allCases.filter { $0 != .membership && $0 != .ownership }
}
