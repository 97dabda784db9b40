import Foundation
import Kernel

@testable import Gateways

/// PNG files, chunk by chunk.
enum PNGBuilder {
  static func chunk(_ type: FourCC, _ data: [UInt8]) -> [UInt8] {
    let content = type.bytes + data
    return UInt32(data.count).bigEndianBytes + content + Deflate.checksum(content).bigEndianBytes
  }

  /// As many zeros, compressed.
  static func zeros(_ count: Int) -> [UInt8] {
    Deflate.compress([UInt8](repeating: 0, count: count), as: .zlib, level: 9) ?? []
  }

  /// A black picture; `inflated` replaces how much the data of the pixels inflate to.
  static func picture(
    _ width: Int, _ height: Int, bands: Int = 3, depth: UInt8 = 8, isInterlaced: Bool = false,
    before: [UInt8] = [], after: [UInt8] = [], inflated: Int? = nil
  ) -> [UInt8] {
    let colorType: UInt8 = bands == 4 ? 6 : 2
    let size = UInt32(width).bigEndianBytes + UInt32(height).bigEndianBytes
    let header = size + [depth, colorType, 0, 0, isInterlaced ? 1 : 0]
    let data = zeros(inflated ?? height * (1 + width * bands))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + before
      + chunk("IDAT", data) + after + chunk("IEND", [])
  }
}

/// JPEG files, marker by marker.
enum JPEGBuilder {
  static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
    [0xFF, marker] + UInt16(data.count + 2).bigEndianBytes + data
  }

  /// A grey progressive picture in as many scans, each of which visits every block.
  static func progressive(_ width: Int, _ height: Int, components: Int = 3, scans: Int) -> [UInt8] {
    let blocks = ((width + 7) / 8) * ((height + 7) / 8)
    let ids = (1...components).map { UInt8($0) }
    let size = UInt16(height).bigEndianBytes + UInt16(width).bigEndianBytes
    var file: [UInt8] = [0xFF, 0xD8]
    file += segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
    // One word for the lowest coefficient; "end of 16,384 blocks and more" for the others.
    file += segment(0xC4, [0x00, 1] + [UInt8](repeating: 0, count: 15) + [0])
    file += segment(0xC4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0xE0])
    file += segment(0xC2, [8] + size + [UInt8(components)] + ids.flatMap { [$0, 0x11, 0] })
    file += segment(0xDA, [UInt8(components)] + ids.flatMap { [$0, 0] } + [0, 0, 0])
    file += [UInt8](repeating: 0, count: (blocks * components + 7) / 8)
    let data = runs(blocks)
    for scan in 0..<max(0, scans - 1) {
      // Each coefficient bit by bit, from the highest of fourteen to the lowest, as the standard has it.
      let component = UInt8(scan % components)
      let step = scan / components
      let coefficient = UInt8(1 + step / 14 % 63)
      let low = UInt8(13 - step % 14)
      let high: UInt8 = low == 13 ? 0 : low + 1
      file += segment(0xDA, [1, component + 1, 0, coefficient, coefficient, high << 4 | low]) + data
    }
    return file + [0xFF, 0xD9]
  }

  /// Runs of 16,384 empty blocks or more, until there are enough.
  private static func runs(_ blocks: Int) -> [UInt8] {
    var bits: [UInt8] = []
    var left = blocks
    while left > 0 {
      let run = min(max(left, 1 << 14), (1 << 15) - 1)
      bits.append(0)
      for place in (0..<14).reversed() { bits.append(UInt8((run - (1 << 14)) >> place & 1)) }
      left -= run
    }
    bits += [UInt8](repeating: 1, count: (8 - bits.count % 8) % 8)
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: bits.count, by: 8) {
      let byte = bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | $1 }
      bytes += byte == 0xFF ? [0xFF, 0] : [byte]
    }
    return bytes
  }
}

/// GIF files of frames with a single pixel each.
enum GIFBuilder {
  static func frames(_ count: Int, screen: (UInt16, UInt16) = (1, 1), at left: UInt16 = 0) -> [UInt8] {
    let head = Array("GIF89a".utf8) + screen.0.littleEndianBytes + screen.1.littleEndianBytes
    let table: [UInt8] = [0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    let frame = [0x2C] + left.littleEndianBytes + [0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
    return head + table + [[UInt8]](repeating: frame, count: count).flatMap { $0 } + [0x3B]
  }
}

/// WebP files, chunk by chunk.
enum WebPBuilder {
  static func chunk(_ type: FourCC, _ data: [UInt8]) -> [UInt8] {
    type.bytes + UInt32(data.count).littleEndianBytes + data + (data.count % 2 == 1 ? [0] : [])
  }

  static func file(_ chunks: [UInt8]) -> [UInt8] {
    "RIFF".utf8 + UInt32(chunks.count + 4).littleEndianBytes + "WEBP".utf8 + chunks
  }

  static func extended(_ flags: UInt8, _ width: Int, _ height: Int, _ chunks: [UInt8]) -> [UInt8] {
    file(chunk("VP8X", [flags, 0, 0, 0] + bytes24(width - 1) + bytes24(height - 1)) + chunks)
  }

  static func bytes24(_ value: Int) -> [UInt8] { Array(UInt32(value).littleEndianBytes.prefix(3)) }

  /// The same frame many times. `still` is a simple WebP file of this size.
  static func moving(_ still: [UInt8], side: Int, frames: Int) -> [UInt8] {
    let place = bytes24(0) + bytes24(0) + bytes24(side - 1) + bytes24(side - 1) + bytes24(100) + [0]
    let frame = chunk("ANMF", place + still.dropFirst(12))
    return extended(
      0x02, side, side,
      chunk("ANIM", [0, 0, 0, 0, 0, 0]) + [[UInt8]](repeating: frame, count: frames).flatMap { $0 })
  }

  /// A lossless black square of one megapixel whose tiles of four by four pixels have so many sets of prefix codes.
  static func lossless(groups: Int) -> [UInt8] {
    let side = 1_024
    var bits = BitWriter()
    bits.put(0x2F, 8)
    for size in [side - 1, side - 1] { bits.put(size, 14) }
    bits.put(0, 4)
    // No transform, no cache; sets of codes by tiles of the smallest size.
    for (value, count) in [(0, 1), (0, 1), (1, 1), (0, 3), (0, 1)] { bits.put(value, count) }
    bits.putBytesCode(symbols: 280)
    bits.putBytesCode(symbols: 256)
    for _ in 0..<3 { bits.put(0b0001, 4) }
    for tile in 0..<(side / 4) * (side / 4) {
      let group = max(0, groups - 1 - tile)
      bits.putByte(group & 255)
      bits.putByte(group >> 8)
    }
    for _ in 0..<groups * 5 { bits.put(0b0001, 4) }
    return file(chunk("VP8L", bits.bytes))
  }
}

/// Writes bits, the lowest of each byte first.
private struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var position = 0

  mutating func put(_ value: Int, _ count: Int) {
    for place in 0..<count {
      if position % 8 == 0 { bytes.append(0) }
      bytes[position / 8] |= UInt8(value >> place & 1) << UInt8(position % 8)
      position += 1
    }
  }

  /// A code in which each of the first 256 symbols is a word of eight bits, and no other has one.
  mutating func putBytesCode(symbols: Int) {
    put(0, 1)
    // Lengths 8 and "many zeros" have words of one bit.
    put(12 - 4, 4)
    for symbol in [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8] { put(symbol == 18 || symbol == 8 ? 1 : 0, 3) }
    put(0, 1)
    for _ in 0..<256 { put(0, 1) }
    guard symbols > 256 else { return }
    put(1, 1)
    put(symbols - 256 - 11, 7)
  }

  mutating func putByte(_ value: Int) {
    for place in (0..<8).reversed() { put(value >> place & 1, 1) }
  }
}
