import Identity

extension Settings {
  /// What is set about accounts.
  static func identity(_ reader: inout SettingsReader, _ environment: SoukEnvironment) -> IdentitySettings {
    var identity = IdentitySettings()
    identity.accessTokenSeconds = Int64(
      reader.number(
        "ACCESS_TOKEN_SECONDS", default: 15 * 60, in: 60...86_400,
        "How long an access token of the API is good for."))
    let secondFactor = reader.choice(
      "ADMIN_SECOND_FACTOR", default: SecondFactorRule.automatic,
      "Whether administrators need a second factor; `automatic` asks for it in production.")
    identity.adminsNeedSecondFactor =
      secondFactor == .required || (secondFactor == .automatic && environment == .production)
    return identity
  }
}

/// When administrators need a second factor.
enum SecondFactorRule: String, CaseIterable, Sendable { case automatic, required, optional }
