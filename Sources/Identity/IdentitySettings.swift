import Areas
import Gateways

/// What an operator may set about accounts.
package struct IdentitySettings: Sendable {
  /// How long an access token is good for, without use of its refresh token.
  package var accessTokenSeconds: Int64 = 15 * 60
  /// How long a key signs access tokens before the next one takes its place.
  package var signingKeyDays: Int64 = 30
  /// Answers that could tell by their time whether there is an account come no earlier than this.
  package var steadyAnswerMilliseconds: Int64 = 0
  /// The file of passwords that nobody may take, one a line.
  package var commonPasswordsPath = CommonPasswords.standardPath
  /// The folder with the tables that tell in which country an address is.
  package var countriesFolder = CountryLookup.standardFolder
  /// Whether administrators can act only in sessions that were begun with a second factor.
  package var adminsNeedSecondFactor = false
  /// Where weaknesses are reported: `mailto:` or `https:`.
  package var securityContact: String?

  /// After so many days the audit log forgets addresses and details, though never that something was done;
  /// `nil` for never.
  package var auditDetailsDays: Int64? = 730
  /// How long things are kept that nobody deletes by hand.
  package var retention = Retention()
  /// The other sites whose accounts people may log in with.
  package var openIDProviders: [OpenIDProvider] = []

  /// The defaults.
  package init() {}
}
