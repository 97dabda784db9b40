import Areas
import Identity
import Kernel
import Persistence

/// Until then the link in a mail leads somewhere.
private let toldKeptSeconds: Int64 = 30 * 86_400
/// Who waits for longer has bought something else.
private let waitingKeptSeconds: Int64 = 365 * 86_400

/// Who confirms nothing for a week did not ask.
private let unconfirmedKeptSeconds: Int64 = 7 * 86_400

/// What this area keeps about people: which goods they wait for.
struct StockNoticePersonalData: PersonalData {
  /// Under `stockNotices`.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let notices = try notices(of: account, snapshot).map { notice -> JSONValue in
      .object([
        "product": .string(notice.productTitle), "variant": .string(notice.variantTitle),
        "email": .string(notice.email), "askedAt": .string(notice.createdAt.rfc3339),
        "confirmedAt": .optional(notice.confirmedAt?.rfc3339), "toldAt": .optional(notice.toldAt?.rfc3339),
      ])
    }
    return [("stockNotices", .array(notices))]
  }

  /// Under `stockNotices`.
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] {
    ["stockNotices": try notices(of: account, snapshot).count]
  }

  /// They go, also those that were asked for without signing in.
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    let count = try StockNoticeStore.delete(of: person.account, person.emails, tx)
    return [
      ErasureEntry(
        "Goods that were waited for", .deleted, count, why: "Nobody is there to be told any more.")
    ]
  }

  /// Those that were told a month ago, or have waited for a year, or for a week to be confirmed.
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int {
    try StockNoticeStore.expire(
      told: tx.now.adding(seconds: -toldKeptSeconds), asked: tx.now.adding(seconds: -waitingKeptSeconds),
      unconfirmed: tx.now.adding(seconds: -unconfirmedKeptSeconds), limit: limit, tx)
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }

  private func notices(of account: AccountID, _ snapshot: Snapshot) throws -> [StockNotice] {
    let emails = try AccountStore.knownEmails(account, snapshot).map(\.text)
    return try StockNoticeStore.of(account, emails, snapshot)
  }
}
