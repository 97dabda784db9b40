import Identity

extension Settings {
  /// What is set about accounts.
  static func identity(_ reader: inout SettingsReader, _ environment: SoukEnvironment) -> IdentitySettings {
    var identity = IdentitySettings()
    identity.accessTokenSeconds = Int64(
      reader.number(
        "ACCESS_TOKEN_SECONDS", default: 15 * 60, in: 60...86_400,
        "How long an access token of the API is good for."))
    identity.signingKeyDays = Int64(
      reader.number(
        "SIGNING_KEY_DAYS", default: 30, in: 1...3_650,
        "How many days a key signs access tokens before the next one takes its place."))
    identity.steadyAnswerMilliseconds = Int64(
      reader.number(
        "STEADY_ANSWER_MS", default: 250, in: 0...5_000,
        "Answers about codes, sign-ups and wrong passwords come no earlier than this many milliseconds, so that"
          + " their time does not tell who has an account."))
    identity.commonPasswordsPath = reader.text(
      "COMMON_PASSWORDS", default: identity.commonPasswordsPath,
      "File of passwords that nobody may take, one a line. The default is in Debian's `ncrack`.")
    identity.countriesFolder = reader.text(
      "GEOIP_DIR", default: identity.countriesFolder,
      "Folder of `GeoIP.dat` and `GeoIPv6.dat`, which tell in which country a device is. The default is in Debian's"
        + " `geoip-database`.")
    let secondFactor = reader.choice(
      "ADMIN_SECOND_FACTOR", default: SecondFactorRule.automatic,
      "Whether administrators need a second factor; `automatic` asks for it in production.")
    identity.adminsNeedSecondFactor =
      secondFactor == .required || (secondFactor == .automatic && environment == .production)
    identity.securityContact = reader.optional(
      "SECURITY_CONTACT",
      "Where weaknesses are reported, as `mailto:security@souk.example`, for `/.well-known/security.txt`.")
    let auditDays = reader.number(
      "AUDIT_DETAILS_DAYS", default: 730, in: 0...36_500,
      "After how many days the audit log forgets addresses and details, though never the rows; 0 for never.")
    identity.auditDetailsDays = auditDays == 0 ? nil : Int64(auditDays)
    identity.retention = retention(&reader)
    identity.openIDProviders = Settings.openIDProviders(&reader, environment)
    return identity
  }
}

/// When administrators need a second factor.
enum SecondFactorRule: String, CaseIterable, Sendable { case automatic, required, optional }
