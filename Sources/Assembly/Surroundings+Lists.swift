import Gateways
import Identity
import Logging

// What comes from Debian's packages. Without it Souk runs, and says what it can't do.
extension Surroundings {
  /// Passwords that nobody may take.
  static func commonPasswords(_ settings: IdentitySettings, _ logger: Logger) -> CommonPasswords {
    if let list = CommonPasswords(path: settings.commonPasswordsPath) { return list }
    logger.warning(
      "common passwords are not refused, because their list can't be read; set COMMON_PASSWORDS",
      metadata: ["path": "\(settings.commonPasswordsPath)"])
    return .none
  }

  /// Where addresses are.
  static func countries(_ settings: IdentitySettings, _ logger: Logger) -> CountryLookup {
    let countries = CountryLookup(folder: settings.countriesFolder)
    if !countries.isAvailable {
      logger.warning(
        "devices are listed without their country, because the tables can't be read; set GEOIP_DIR",
        metadata: ["path": "\(settings.countriesFolder)"])
    }
    return countries
  }
}
