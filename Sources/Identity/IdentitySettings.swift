/// What an operator may set about accounts.
package struct IdentitySettings: Sendable {
  /// How long an access token is good for, without use of its refresh token.
  package var accessTokenSeconds: Int64 = 15 * 60
  /// Whether administrators can act only in sessions that were begun with a second factor.
  package var adminsNeedSecondFactor = false

  /// The defaults.
  package init() {}
}
