import Foundation

/// Sorts rows of any number: a run at a time in memory, the runs on disk, and all of them merged when they are read.
struct RowSorter {
  private static let rowsPerRun = 1 << 15
  private static let rowsPerRead = 1 << 9
  private static let wordsPerRow = 6

  /// The part of a run that is in memory.
  private struct Run {
    var rows: [PlannedRow]
    var place = 0
    /// What of it is still on disk, in rows of the file.
    var rest: Range<Int>
  }

  private let isBefore: (PlannedRow, PlannedRow) -> Bool
  private let folder: URL
  private var gathered: [PlannedRow] = []
  private var runs: [Run] = []
  private var file: FileHandle?
  private var written = 0

  /// A sorter that keeps its runs in `folder` when there are several.
  init(folder: URL, _ isBefore: @escaping (PlannedRow, PlannedRow) -> Bool) {
    self.folder = folder
    self.isBefore = isBefore
  }

  /// Takes one more row.
  mutating func append(_ row: PlannedRow) throws {
    gathered.append(row)
    if gathered.count == Self.rowsPerRun { try spill() }
  }

  /// Says that there are no more; reading begins.
  mutating func finish() throws {
    gathered.sort(by: isBefore)
    runs.append(Run(rows: gathered, rest: 0..<0))
    gathered = []
  }

  /// The next row in order.
  mutating func next() throws -> PlannedRow? {
    var best: Int?
    for index in runs.indices {
      try fill(index)
      guard runs[index].place < runs[index].rows.count else { continue }
      if let known = best, !isBefore(head(index), head(known)) { continue }
      best = index
    }
    guard let best else { return nil }
    defer { runs[best].place += 1 }
    return head(best)
  }

  private func head(_ run: Int) -> PlannedRow { runs[run].rows[runs[run].place] }

  private mutating func spill() throws {
    gathered.sort(by: isBefore)
    let target = try file ?? Self.open(folder)
    file = target
    var words: [UInt64] = []
    words.reserveCapacity(gathered.count * Self.wordsPerRow)
    for row in gathered { words += row.words }
    try target.seekToEnd()
    try target.write(contentsOf: words.withUnsafeBytes { Data($0) })
    runs.append(Run(rows: [], rest: written..<written + gathered.count))
    written += gathered.count
    gathered.removeAll(keepingCapacity: true)
  }

  private mutating func fill(_ index: Int) throws {
    let run = runs[index]
    guard run.place == run.rows.count, !run.rest.isEmpty, let file else { return }
    let count = min(Self.rowsPerRead, run.rest.count)
    let rowBytes = Self.wordsPerRow * MemoryLayout<UInt64>.size
    try file.seek(toOffset: UInt64(run.rest.lowerBound * rowBytes))
    let bytes = try file.read(upToCount: count * rowBytes) ?? Data()
    var words = [UInt64](repeating: 0, count: bytes.count / MemoryLayout<UInt64>.size)
    _ = words.withUnsafeMutableBytes { bytes.copyBytes(to: $0) }
    runs[index].rows = stride(from: 0, to: words.count, by: Self.wordsPerRow).map { place in
      PlannedRow(words: words[place..<place + Self.wordsPerRow])
    }
    runs[index].place = 0
    runs[index].rest = run.rest.lowerBound + count..<run.rest.upperBound
  }

  /// A file without a name: it is gone when it is closed, however this process ends.
  private static func open(_ folder: URL) throws -> FileHandle {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(".rows-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
    let handle = try FileHandle(forUpdating: url)
    try FileManager.default.removeItem(at: url)
    return handle
  }
}

extension PlannedRow {
  fileprivate var words: [UInt64] { [key.high, key.low, first, number, start, end] }

  fileprivate init(words: ArraySlice<UInt64>) {
    let at = words.startIndex
    self.init(
      key: (words[at], words[at + 1]), first: words[at + 2], number: words[at + 3], start: words[at + 4],
      end: words[at + 5])
  }
}
