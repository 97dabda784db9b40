import Areas
import Catalog
import Identity
import Kernel
import Persistence

/// How many are told by one transaction.
private let toldTogether = 100

extension Engagement {
  /// A variant can be bought again: whoever waits for it gets one mail, as long as some is left. May run twice, and beside
  /// others: a wish is taken in the transaction that leaves its mail.
  func tellWaiting(about event: StockBack) async throws {
    let mails = StockMails(self)
    var count = toldTogether
    while count == toldTogether {
      count = try await database.write { tx in
        guard let product = try ProductStore.find(event.product, tx), product.isListed,
          let variant = product.variants.first(where: { $0.id == event.variant }), variant.available > 0
        else { return 0 }
        let notices = try StockNoticeStore.take(event.variant, limit: toldTogether, tx)
        let accounts = try AccountStore.find(notices.compactMap(\.account), tx)
        let readers = Dictionary(accounts.map { ($0.id, $0.reader) }) { first, _ in first }
        let letters = try notices.compactMap { notice -> WrittenLetter? in
          // A closed account is told nothing more.
          guard let reader = notice.account.map({ readers[$0] }) ?? notice.guest else { return nil }
          return try WrittenLetter(mails.back(product, variant, notice, to: reader))
        }
        try tx.send(all: letters)
        return notices.count
      }
    }
  }
}

extension Engagement {
  /// Asks the reader of an address whether they want what was asked for with it. What was confirmed or ended meanwhile
  /// needs no mail, and no address gets more of them than a few a day.
  func askToConfirm(_ event: StockNoticeAsked, _ eventID: String) async throws {
    let mails = StockMails(self)
    try await database.write { tx in
      guard let notice = try StockNoticeStore.find(event.notice, tx), notice.confirmedAt == nil,
        try !StockNoticeStore.isAskedTooOften(notice.email, tx),
        try NotificationStore.claim("\(eventID):guest", tx)
      else { return }
      try tx.send(mails.confirm(notice, to: notice.guest))
    }
  }
}

extension StockNotice {
  /// Who has no account is known by the address alone.
  fileprivate var guest: Letter.Reader { Letter.Reader(email: email, name: "", language: language) }
}
