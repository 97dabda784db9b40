import Foundation

/// Who sent a request, as far as trusted proxies tell.
struct ClientAddress: Sendable {
  private let networks: [Network]

  init(trustedProxies: [String]) {
    networks = trustedProxies.compactMap(Network.init)
  }

  /// The connection's peer, or, when that is a trusted proxy, the last address in `X-Forwarded-For` that
  /// isn't one.
  func resolve(peer: String, forwardedFor: String?) -> String {
    guard !networks.isEmpty, let forwardedFor, isTrusted(peer) else { return peer }
    var client = peer
    for piece in forwardedFor.split(separator: ",").reversed() {
      let address = piece.trimmingSpaces
      guard IPAddress(address) != nil else { return client }
      client = address
      if !isTrusted(address) { return client }
    }
    return client
  }

  /// Whether it is a proxy's, so that it stands for many people.
  func isTrusted(_ address: String) -> Bool {
    guard let address = IPAddress(address) else { return false }
    return networks.contains { $0.contains(address) }
  }

  /// The part of an address that an allowance is kept for: an IPv6 client owns its whole /64.
  static func rateSubject(_ address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: ":")), let parsed = IPAddress(address), !parsed.isMapped else {
      return address
    }
    return parsed.bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
  }
}

/// An address as 16 bytes; IPv4 in its IPv6-mapped form.
struct IPAddress: Hashable, Sendable {
  let bytes: [UInt8]

  init?(_ text: String) {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + withUnsafeBytes(of: &four) { Array($0) }
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    bytes = withUnsafeBytes(of: &six) { Array($0) }
  }

  var isMapped: Bool { bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF }
}

/// A network in CIDR notation; a bare address is a network of one.
struct Network: Sendable {
  private let address: IPAddress
  private let prefixBits: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1).map(\.trimmingSpaces)
    guard let first = parts.first, let address = IPAddress(first) else { return nil }
    self.address = address
    guard parts.count == 2 else {
      prefixBits = 128
      return
    }
    guard let bits = Int(parts[1]), (0...128).contains(bits) else { return nil }
    prefixBits = address.isMapped ? bits + 96 : bits
    guard (0...128).contains(prefixBits) else { return nil }
  }

  func contains(_ other: IPAddress) -> Bool {
    let whole = prefixBits / 8
    guard address.bytes.prefix(whole) == other.bytes.prefix(whole) else { return false }
    let rest = prefixBits % 8
    guard rest > 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - rest))
    return address.bytes[whole] & mask == other.bytes[whole] & mask
  }
}
