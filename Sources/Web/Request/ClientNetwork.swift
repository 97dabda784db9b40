/// The network that a client's address is of: 256 addresses of IPv4, a /48 of IPv6, which is what one site gets.
package enum ClientNetwork {
  private static let fourBytes = 3
  private static let sixBytes = 6
  private static let connectionBytes = 7

  /// The network's name, the same for every address in it. What is no address stands for itself.
  package static func name(of address: String) -> String {
    guard let parsed = IPAddress(address) else { return address }
    if parsed.isMapped {
      return parsed.bytes.dropFirst(12).prefix(fourBytes).map(String.init).joined(separator: ".")
    }
    return parsed.bytes.prefix(sixBytes).map { String($0, radix: 16) }.joined(separator: ":")
  }

  /// What one connection to the net has: a single address of IPv4, a /56 of IPv6. What is no address stands for
  /// itself.
  package static func connection(of address: String) -> String {
    guard let parsed = IPAddress(address) else { return address }
    if parsed.isMapped { return parsed.bytes.dropFirst(12).map(String.init).joined(separator: ".") }
    return parsed.bytes.prefix(connectionBytes).map { String($0, radix: 16) }.joined(separator: ":")
  }
}
