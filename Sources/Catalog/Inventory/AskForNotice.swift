import Gateways
import Identity
import Kernel
import Persistence
import Web

/// How many things one address can wait for.
private let mostAwaited = 100
private let sweepEverySeconds: Int64 = 3_600
private let variantsPerSweep = 200

extension Catalog {
  /// Somebody wants one mail when a variant that is sold out can be bought again: the account where one is signed in, else
  /// the address that was given, after whoever reads its mail has said so (`confirmNotice`). Who asks twice has asked
  /// once. Throws `.notFound` for what is not listed, `.invalidInput` without an address, `.notAllowedNow` when it can be
  /// bought now, or when the address waits for very much already or was asked to confirm several times today.
  package func askForNotice(
    of reference: String, _ input: StockNoticeInput, by viewer: AccountID?
  ) async throws -> StockNoticeReceipt {
    let language = Language.current.tag
    return try await database.write { tx in
      guard let product = try ProductStore.byReference(reference, tx), product.isListed,
        let variant = product.variants.first(where: { $0.id == input.variant })
      else { throw Problem(.notFound) }
      let account = try viewer.flatMap { try AccountStore.find($0, tx) }
      guard let email = account?.email ?? input.email else {
        throw Problem.invalid("email", "required", "Say where we can write to you.")
      }
      // Locked, so that what comes back at this moment comes before, or sees the wish.
      guard let level = try StockLevelStore.lock(variant.id, of: product.shop.id, tx) else {
        throw Problem(.notFound)
      }
      if !level.tracksStock || level.sellsOn || level.left > 0 {
        throw Problem(.notAllowedNow, "It is in stock: you can buy it now.")
      }
      if try StockNoticeStore.waiting(email.text, besides: variant.id, tx) >= mostAwaited {
        throw Problem(.notAllowedNow, "This address waits for very much already.")
      }
      let isConfirmed = try keepNotice(of: variant.id, account, email, language, tx)
      return StockNoticeReceipt(
        variant: variant.id, product: product.id, askedAt: tx.now, isConfirmed: isConfirmed)
    }
  }

  /// Notes a wish; whether it is confirmed. The variant is locked, so nobody else changes its wishes beside.
  private func keepNotice(
    of variant: VariantID, _ account: Account?, _ email: EmailAddress, _ language: String, _ tx: Transaction
  ) throws -> Bool {
    let known = try StockNoticeStore.find(variant, email.text, tx)
    var isConfirmed = account != nil
    if !isConfirmed, let known, known.toldAt == nil, known.confirmedAt != nil { isConfirmed = true }
    let day = StockNoticeStore.askedSince(tx.now)
    let isAsked = known?.confirmationAt.map { $0 > day } ?? false
    if !isConfirmed, !isAsked {
      guard try StockNoticeStore.confirmations(email.text, tx) < StockNoticeStore.mostConfirmations else {
        throw Problem(
          .notAllowedNow,
          "This address got several mails today that ask for a confirmation. Look into them first.")
      }
    }
    let id = try StockNoticeStore.keep(
      variant, account: account?.id, email: email.text, language: language, token: SecureToken.make(),
      isConfirmed: isConfirmed, confirmationAt: isConfirmed || isAsked ? known?.confirmationAt : tx.now, tx)
    if !isConfirmed, !isAsked { try tx.emit(StockNoticeAsked(notice: id)) }
    return isConfirmed
  }

  /// The reader of an address wants to be told, as its mail was asked. Twice is once. What is no such link changes
  /// nothing, and is answered alike, as it may have been used before.
  package func confirmNotice(token: String) async throws {
    try await database.write { tx in
      guard let notice = try StockNoticeStore.find(token: token, tx), notice.confirmedAt == nil else {
        return
      }
      try StockNoticeStore.confirm(notice.id, tx)
      // What came back meanwhile is told at once.
      try StockNoticeStore.tellIfBack(notice.variant, tx)
    }
  }

  /// What somebody waits for, the newest first.
  package func awaited(by account: AccountID) async throws -> [StockNotice] {
    try await database.read { snapshot in
      let emails = try AccountStore.knownEmails(account, snapshot).map(\.text)
      return try StockNoticeStore.of(account, emails, waitingOnly: true, snapshot)
    }
  }

  /// Ends the wish of an account for a variant. Throws `.notFound` when there is none.
  package func endNotice(of variant: VariantID, by account: AccountID) async throws {
    try await database.write { tx in
      let emails = try AccountStore.knownEmails(account, tx).map(\.text)
      guard try StockNoticeStore.delete(variant, of: account, emails, tx) > 0 else {
        throw Problem(.notFound)
      }
    }
  }

  /// Ends every wish of the address to which a link was mailed. What is no such link changes nothing, and is answered
  /// alike, as it may have been used before.
  package func stopNotices(token: String) async throws {
    try await database.write { tx in _ = try StockNoticeStore.delete(byToken: token, tx) }
  }

  /// Tells of what people wait for though it can be bought, as when its product was listed again. May run twice.
  package func tellOverdueNotices() async throws {
    var last: VariantID?
    var count = variantsPerSweep
    while count == variantsPerSweep {
      let after = last
      let found = try await database.read {
        try StockNoticeStore.overdue(after: after, limit: variantsPerSweep, $0)
      }
      let events = found.map { StockBack(variant: $0.variant, product: $0.product, shop: $0.shop) }
      try await database.write { tx in try tx.emit(all: events) }
      (last, count) = (found.last?.variant, found.count)
    }
  }
}

/// What is told to whoever asked for a notice.
package struct StockNoticeReceipt: Sendable {
  package let variant: VariantID
  package let product: ProductID
  package let askedAt: Timestamp
  /// False as long as the button in the mail that was sent to the address is not pressed.
  package let isConfirmed: Bool
}

/// Looks for what people wait for though it can be bought.
struct TellOverdueNotices: Job {
  static let kind = "catalog.overdue_notices"

  static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(TellOverdueNotices.self) { _, _ in try await catalog.tellOverdueNotices() }
    try registry.every(seconds: sweepEverySeconds, TellOverdueNotices())
  }
}
