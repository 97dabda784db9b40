import Kernel

/// Why something can't become part of an archive.
package enum ZipError: Error, Equatable, Sendable {
  /// The name is empty, absolute, leads out of the archive, or is there already.
  case badName(String)
  /// More than 65,534 files, or 4 GB in all.
  case tooLarge
}

/// Writes a ZIP archive (PKWARE's APPNOTE 6.3, without ZIP64) in memory: names in UTF-8, each file deflated
/// where that makes it smaller.
package struct ZipWriter: Sendable {
  private static let maximumBytes = Int(UInt32.max) - 1
  private static let maximumEntries = Int(UInt16.max) - 1
  private static let maximumNameBytes = 1_000
  /// zlib's own choice between fast and small.
  private static let level: Int32 = 6
  /// 2.0: deflate and folders.
  private static let version: UInt16 = 20
  /// Bit 11: names are UTF-8.
  private static let flags: UInt16 = 1 << 11

  private struct Entry {
    let name: [UInt8]
    let method: UInt16
    let time: UInt16
    let date: UInt16
    let checksum: UInt32
    let packed: Int
    let size: Int
    let offset: Int
  }

  private let maximumTotal: Int
  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  private var names: Set<String> = []

  /// An empty archive of at most so many bytes, four gigabytes unless told otherwise.
  package init(maximumBytes: Int = ZipWriter.maximumBytes) {
    maximumTotal = min(maximumBytes, ZipWriter.maximumBytes)
  }

  /// Appends a file, as `account.json` or `files/avatar.webp`. Throws `ZipError`, and nothing is appended then.
  package mutating func add(_ name: String, _ content: [UInt8], at moment: Timestamp) throws(ZipError) {
    guard Self.isGood(name), !names.contains(name) else { throw .badName(name) }
    guard entries.count < Self.maximumEntries, content.count <= maximumTotal else { throw .tooLarge }
    let packed = Deflate.compress(content, as: .raw, level: Self.level).flatMap {
      $0.count < content.count ? $0 : nil
    }
    let stored = packed ?? content
    let (date, time) = Self.stamp(moment)
    let entry = Entry(
      name: Array(name.utf8), method: packed == nil ? 0 : 8, time: time, date: date,
      checksum: Deflate.checksum(content), packed: stored.count, size: content.count, offset: bytes.count)
    let directory = entries.reduce(0) { $0 + 46 + $1.name.count } + 46 + entry.name.count + 22
    guard bytes.count + 30 + entry.name.count + stored.count + directory <= maximumTotal else {
      throw .tooLarge
    }
    put32(0x0403_4b50)
    putShared(entry)
    bytes += entry.name
    bytes += stored
    entries.append(entry)
    names.insert(name)
  }

  /// The name with everything in it replaced that `add` refuses, as a file has it that somebody else named.
  package static func safeName(_ name: String) -> String {
    let parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map { part -> String in
      let plain = String(
        part.unicodeScalars.map { $0.value < 32 || $0.value == 127 || $0 == ":" ? "_" : Character($0) })
      return plain.allSatisfy { $0 == "." } ? "_" : plain
    }
    let whole = parts.joined(separator: "/")
    return whole.isEmpty ? "_" : String(whole.suffix(maximumNameBytes / 4))
  }

  /// The whole archive.
  package consuming func finish() -> [UInt8] {
    let start = bytes.count
    for entry in entries {
      put32(0x0201_4b50)
      // Made by Unix: readers give the file the mode below.
      put16(3 << 8 | Self.version)
      putShared(entry)
      put16(0)
      put16(0)
      put16(0)
      put32(UInt32(0o100_644) << 16)
      put32(UInt32(entry.offset))
      bytes += entry.name
    }
    let size = bytes.count - start
    put32(0x0605_4b50)
    put16(0)
    put16(0)
    put16(UInt16(entries.count))
    put16(UInt16(entries.count))
    put32(UInt32(size))
    put32(UInt32(start))
    put16(0)
    return bytes
  }

  /// What the head of a file and its line in the directory have in common.
  private mutating func putShared(_ entry: Entry) {
    put16(Self.version)
    put16(Self.flags)
    put16(entry.method)
    put16(entry.time)
    put16(entry.date)
    put32(entry.checksum)
    put32(UInt32(entry.packed))
    put32(UInt32(entry.size))
    put16(UInt16(entry.name.count))
    put16(0)
  }

  private mutating func put16(_ value: UInt16) {
    bytes.append(UInt8(truncatingIfNeeded: value))
    bytes.append(UInt8(truncatingIfNeeded: value >> 8))
  }

  private mutating func put32(_ value: UInt32) {
    put16(UInt16(truncatingIfNeeded: value))
    put16(UInt16(truncatingIfNeeded: value >> 16))
  }

  /// A path of names inside the archive, that no reader takes for a way out of it.
  private static func isGood(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= maximumNameBytes, !name.contains("\\"), !name.contains(":"),
      name.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
    else { return false }
    return name.split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// Date and time as MS-DOS wrote them, in UTC, to two seconds.
  private static func stamp(_ moment: Timestamp) -> (date: UInt16, time: UInt16) {
    let parts = moment.civil
    let year = min(max(parts.year, 1980), 2107) - 1980
    return (
      UInt16(year << 9 | parts.month << 5 | parts.day),
      UInt16(parts.hour << 11 | parts.minute << 5 | parts.second / 2)
    )
  }
}
