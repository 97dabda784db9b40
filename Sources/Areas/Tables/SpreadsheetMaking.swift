import Foundation
import Gateways
import Kernel
import Synchronization
import Web

/// Files are written by threads of their own: one that ends a large file computes for seconds.
private let writers = BlockingThreads(name: "spreadsheets", count: 2, maximumWaiting: 64, niceness: 10)
/// What a cell takes besides its text, in bytes: its place and its kind as XML.
private let bytesPerCell = 64
/// The least that a file takes.
private let fewestBytes = 64 * 1024
private let retryAfterSeconds = 5

/// How many files for Excel are made at once.
final class SpreadsheetPlaces: Sendable {
  /// Those of this node; what asks for more is told to come again.
  static let node = SpreadsheetPlaces(most: 8)

  private let most: Int
  private let taken = Mutex(0)

  init(most: Int) { self.most = most }

  /// Throws `.unavailable` when all are taken.
  fileprivate func take() throws {
    let isTaken = taken.withLock { taken in
      guard taken < most else { return false }
      taken += 1
      return true
    }
    guard isTaken else {
      throw Problem(
        .unavailable, "Many files for Excel are being made. Try again soon, or take CSV.",
        retryAfterSeconds: retryAfterSeconds)
    }
  }

  fileprivate func giveBack() { taken.withLock { $0 -= 1 } }
}

/// A place that is given back once its file is made, or when nobody holds it any more.
private final class SpreadsheetPlace: Sendable {
  private let places: SpreadsheetPlaces
  private let isHeld = Mutex(true)

  init(of places: SpreadsheetPlaces) throws {
    try places.take()
    self.places = places
  }

  deinit { giveBack() }

  func giveBack() {
    let wasHeld = isHeld.withLock { isHeld in
      defer { isHeld = false }
      return isHeld
    }
    if wasHeld { places.giveBack() }
  }
}

/// One file for Excel. Its place among those that are made at once is given back when it is made: who reads the answer
/// slowly keeps nobody else from having one made. What it has of the disk's budget is given back when the answer is sent or
/// given up.
struct SpreadsheetMaking: Sendable {
  private let place: SpreadsheetPlace
  private let header: [String]
  private let language: Language
  private let folder: URL
  private let share: DiskShare?
  private let rowsPerSheet: Int

  /// Throws `.unavailable` and `.tooManyRequests`, as `Response.table` does.
  init(
    header: [String], rowsPerSheet: Int = SpreadsheetFile.rowsPerSheet, places: SpreadsheetPlaces = .node
  ) throws {
    place = try SpreadsheetPlace(of: places)
    self.header = header
    self.rowsPerSheet = rowsPerSheet
    language = .current
    let room = DiskRoom.current
    folder = room?.folder ?? FileManager.default.temporaryDirectory
    share = room?.share()
    try share?.take(fewestBytes)
  }

  /// Makes the file of all rows, as many as a sheet of Excel holds, and opens it; its name is gone by then. Where there
  /// are more rows the last one says so. Throws `SpreadsheetError`, and `Problem` when the disk's budget is used up.
  func file(of rows: @escaping @Sendable () async throws -> [[TableCell]]) async throws -> FileHandle {
    defer { place.giveBack() }
    let (header, folder, rowsPerSheet) = (header, folder, rowsPerSheet)
    let file = try await writers.run {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try SpreadsheetFile(header: header, folder: folder, rowsPerSheet: rowsPerSheet)
    }
    // Room for the head, and for what is said at the end.
    var room = rowsPerSheet - 2
    while true {
      try Task.checkCancellation()
      let next = try await rows()
      if next.isEmpty { break }
      let fitting = Array(next.prefix(room))
      try share?.take(Self.bytes(of: fitting))
      try await writers.run { try file.append(fitting) }
      room -= fitting.count
      guard fitting.count == next.count else {
        let note = Self.more.text(in: language)
        try await writers.run { try file.append([[.text(note)]]) }
        break
      }
    }
    return try await writers.run { try file.finish() }
  }

  private static let more: Words =
    "There are more rows, and a sheet of Excel holds no more than 1,048,576. Narrow the list, or take CSV."

  /// What rows take on the disk at most, before they are packed.
  static func bytes(of rows: [[TableCell]]) -> Int {
    rows.reduce(0) { sum, row in
      row.reduce(sum) { sum, cell in
        guard case .text(let text) = cell else { return sum + bytesPerCell }
        return sum + bytesPerCell + text.utf8.count
      }
    }
  }
}
