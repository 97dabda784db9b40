/// Tells addresses of the internet from those that mean this machine or its network (IANA's special-purpose
/// registries for IPv4 and IPv6).
enum PublicAddress {
  /// First bytes and how many bits of them count.
  private static let specialIPv4: [(network: UInt32, bits: UInt32)] = [
    (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
    (0xAC10_0000, 12), (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16),
    (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 4), (0xF000_0000, 4),
  ]
  /// `::ffff:0:0/96` and `64:ff9b::/96` carry an IPv4 address in their last four bytes.
  private static let carriers: [[UInt8]] = [
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0],
  ]

  /// Whether the 4 or 16 bytes are an address that anybody on the internet reaches the same way.
  static func isPublic(_ bytes: [UInt8]) -> Bool {
    switch bytes.count {
    case 4: isPublicIPv4(bytes)
    case 16: isPublicIPv6(bytes)
    default: false
    }
  }

  private static func isPublicIPv4(_ bytes: [UInt8]) -> Bool {
    let address = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return !specialIPv4.contains { address >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
  }

  private static func isPublicIPv6(_ bytes: [UInt8]) -> Bool {
    if carriers.contains(where: { bytes.starts(with: $0) }) { return isPublicIPv4(Array(bytes[12...])) }
    // Only 2000::/3 is given out; of it 2001::/23 and 2002::/16 are tunnels and protocols, 2001:db8::/32 is
    // for books.
    guard bytes[0] & 0xE0 == 0x20 else { return false }
    if bytes[0] == 0x20 && bytes[1] == 0x02 { return false }
    if bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 2 { return false }
    return !bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
  }
}
