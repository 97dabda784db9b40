import Gateways
import Vendors

extension Settings {
  /// What is set about shops.
  static func vendors(_ reader: inout SettingsReader) -> VendorsSettings {
    var vendors = VendorsSettings()
    vendors.restoreDays = Int64(
      reader.number(
        "SHOP_RESTORE_DAYS", default: 28, in: 1...365,
        "Days in which a closed shop can be restored; then what is left of it is deleted."))
    return vendors
  }

  /// The name server that is asked for the records of shops' domains.
  static func nameServer(_ reader: inout SettingsReader) -> String? {
    let server = reader.optional(
      "DNS_SERVER",
      "IPv4 address, with `:port` unless it is 53, of the name server that is asked whether a shop's domain is its own."
        + " Without it: the system's.")
    guard let server else { return nil }
    if SystemResolver(server: server) == nil {
      reader.reject("DNS_SERVER", "is \"\(server)\", but must be an IPv4 address, with a port if need be")
    }
    return server
  }

  /// What asks that name server. Throws `SettingsError`.
  func resolver() throws -> SystemResolver {
    guard let resolver = SystemResolver(server: nameServer) else {
      throw SettingsError(problems: ["DNS_SERVER must be an IPv4 address, with a port if need be."])
    }
    return resolver
  }
}
