import Foundation
import Gateways
import Kernel
import Persistence

private let fetchEverySeconds: Int64 = 30
/// Pictures that are taken at once.
private let picturesPerRound = 16
/// Those among which they are chosen, so that many of one site keep no other waiting.
private let candidates = 200
private let picturesPerHost = 8
/// Of one site at the same time.
private let callsPerHost = 2
/// After so long one job ends and leaves the rest to the next.
private let workingTime = Duration.seconds(20)
/// A node that takes pictures has them for so long; when it dies they are taken again.
private let leaseSeconds: Int64 = 900
/// Pauses before the second to the last try; what fails after them has failed.
private let pausesSeconds: [Int64] = [60, 600, 3_600, 21_600]

/// Fetches pictures that files name by their address. Only one of these jobs runs at a time.
struct FetchPictures: Job {
  static let kind = "catalog.pictures.fetch"

  /// Leaves the work for after the commit.
  static func enqueue(_ tx: Transaction) throws { try tx.enqueue(FetchPictures(), dedupe: "recurring") }

  static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(FetchPictures.self) { _, _ in try await catalog.fetchPictures() }
    try registry.every(seconds: fetchEverySeconds, FetchPictures())
  }
}

extension Catalog {
  /// Fetches what is due, round by round. What is not done when the program ends is taken again by another.
  func fetchPictures() async throws {
    let start = ContinuousClock.now
    while ContinuousClock.now - start < workingTime {
      let taken = try await database.write { tx in
        let chosen = Self.choose(try PictureFetchStore.due(limit: candidates, tx))
        try PictureFetchStore.postpone(
          chosen.map(\.image), to: tx.now.adding(seconds: leaseSeconds), tx)
        return chosen
      }
      if taken.isEmpty { return }
      try await fetch(taken)
    }
  }

  /// Some of each site, in their order.
  static func choose(_ due: [ClaimedPicture]) -> [ClaimedPicture] {
    var counts: [String: Int] = [:]
    return Array(
      due.filter { picture in
        counts[host(picture), default: 0] += 1
        return counts[host(picture), default: 0] <= picturesPerHost
      }.prefix(picturesPerRound))
  }

  /// Sites beside each other, each by a few calls.
  private func fetch(_ pictures: [ClaimedPicture]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for pictures in Dictionary(grouping: pictures, by: Self.host).values {
        for lane in 0..<callsPerHost {
          let mine = pictures.enumerated().filter { $0.offset % callsPerHost == lane }.map(\.element)
          group.addTask { for picture in mine { try await fetch(picture) } }
        }
      }
      try await group.waitForAll()
    }
  }

  private func fetch(_ picture: ClaimedPicture) async throws {
    let stored: StoredPicture
    do {
      stored = try await storePicture(try await pictures.fetch(picture.address))
    } catch let error as PictureFetchError {
      return try await giveUp(picture, error)
    } catch let problem as Problem where problem.kind == .imageUnreadable || problem.kind == .tooLarge {
      return try await giveUp(picture, PictureFetchError(problem.detail, mayPass: false))
    } catch {
      // It lies with us, so it counts for no try.
      try await database.write { tx in
        try PictureFetchStore.postpone([picture.image], to: tx.now.adding(seconds: pausesSeconds[0]), tx)
      }
      throw error
    }
    try await show(stored, as: picture)
  }

  private func show(_ stored: StoredPicture, as picture: ClaimedPicture) async throws {
    try await database.write { tx in
      guard let product = try PictureFetchStore.product(of: picture.image, tx),
        try ProductWriter.lock(product, tx) != nil,
        try ImageStore.fill(picture.image, with: stored, changes, tx)
      else { return }
      try PictureFetchStore.note(
        picture.image, .fetched, reason: nil, attempts: picture.attempts + 1, due: tx.now, tx)
    }
  }

  private func giveUp(_ picture: ClaimedPicture, _ error: PictureFetchError) async throws {
    let pause = error.mayPass ? pausesSeconds.dropFirst(picture.attempts).first : nil
    try await database.write { tx in
      try PictureFetchStore.note(
        picture.image, pause == nil ? .failed : .waiting, reason: error.reason,
        attempts: picture.attempts + 1, due: tx.now.adding(seconds: pause ?? 0), tx)
    }
  }

  private static func host(_ picture: ClaimedPicture) -> String {
    URL(string: RemotePictures.written(picture.address))?.host()?.lowercased() ?? ""
  }
}

extension Catalog {
  /// The pictures that an import named by their address, in the order of naming. Throws `.notFound`.
  package func importPictures(
    _ id: ImportID, of shop: ShopID, state: PictureFetchState?, _ page: PageRequest
  ) async throws -> Page<PictureFetch> {
    _ = try await importStatus(id, of: shop)
    let after = page.cursor?.values.first.flatMap { ImageID($0) }
    let rows = try await database.read {
      try PictureFetchStore.list(of: id, state: state, after: after, limit: page.limit, $0)
    }
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.image.description]) }
  }

  /// Tries those of an import's pictures again that failed. Throws `.notFound`.
  package func retryPictures(of id: ImportID, in shop: ShopID) async throws -> Import {
    try await database.write { tx in
      guard try ImportStore.find(id, of: shop, tx) != nil else { throw Problem(.notFound) }
      let count = try PictureFetchStore.retry(id, tx)
      if count > 0 {
        try FetchPictures.enqueue(tx)
        try tx.record(
          "import.pictures_retried", on: id, shop: shop, after: ["pictures": .integer(Int64(count))])
      }
      guard let found = try ImportStore.find(id, of: shop, tx) else { throw Problem(.notFound) }
      return found
    }
  }
}
