import Areas
import Identity
import Kernel
import Ordering
import Persistence

/// What this area keeps about people. It finds what is theirs by their checkouts, so it is
/// asked before Ordering.
struct SettlementPersonalData: PersonalData {
  /// Payments, without what only gateways understand, and the payouts that the person asked for.
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let emails = try AccountStore.knownEmails(account, snapshot).map(\.text)
    let checkouts = try OrderPrivacyStore.checkouts(of: account, emails: emails, snapshot)
    return [
      ("payments", .array(try SettlementPrivacyStore.payments(of: checkouts, snapshot))),
      ("payouts", .array(try SettlementPrivacyStore.payouts(by: account, snapshot))),
    ]
  }

  /// Takes out what was written about or by the person; the ledger holds amounts only and stays as it is.
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] {
    let checkouts = try OrderPrivacyStore.endedCheckouts(of: person.account, emails: person.emails, tx)
    let why: Words = "Amounts and dates stay in the books; what was written beside them goes."
    return [
      ErasureEntry(
        "Payments", .anonymised, try SettlementPrivacyStore.anonymisePayments(of: checkouts, tx), why: why),
      ErasureEntry(
        "Refunds", .anonymised, try SettlementPrivacyStore.anonymiseRefunds(of: checkouts, tx), why: why),
      ErasureEntry(
        "Payouts", .anonymised, try SettlementPrivacyStore.anonymisePayouts(by: person.account, tx),
        why: why),
    ]
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}
