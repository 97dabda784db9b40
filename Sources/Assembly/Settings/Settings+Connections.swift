/// How many connections clients may hold.
struct ConnectionSettings: Sendable {
  let maximum: Int
  let maximumPerAddress: Int
}

extension Settings {
  static func connections(_ reader: inout SettingsReader) -> ConnectionSettings {
    ConnectionSettings(
      maximum: reader.number(
        "MAX_CONNECTIONS", default: 8192, in: 16...1_000_000,
        "Connections of clients at the same time, as far as the limit on open files allows. When there are more, those"
          + " that wait longest without a request end."),
      maximumPerAddress: reader.number(
        "MAX_CONNECTIONS_PER_ADDRESS", default: 128, in: 1...1_000_000,
        "Connections of one address, or of one IPv6 /64; `TRUSTED_PROXIES` may have any number."))
  }
}
